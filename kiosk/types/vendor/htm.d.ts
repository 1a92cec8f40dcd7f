export { default } from "../htm/htm";
