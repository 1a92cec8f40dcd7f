/** Scans that came late. */
import { counting } from "../../counted.js";

const counted = counting("en");

export default {
  came: (/** @type {number} */ n, /** @type {string} */ device) => `${counted(n, "scan")} of ${device} came late`,
  ask: (/** @type {number} */ n, /** @type {string} */ device) =>
    `${counted(n, "scan")} of ${device} came late. ${n === 1 ? "Does it" : "Do they"} count?`,
  hint: "The scanner was out of reach and kept them. Nothing is counted before you say so.",
  takeUp: "Count them now",
  discard: "Throw them away",
};
