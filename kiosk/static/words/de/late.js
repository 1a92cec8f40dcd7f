import { choosing, counting } from "../../counted.js";

const counted = counting("de");
const form = choosing("de");

/** @type {typeof import("../en/late.js").default} */
export default {
  came: (n, device) => `${counted(n, "Scan", "Scans")} von ${device} ${form(n, "kam", "kamen")} spät`,
  ask: (n, device) => `${counted(n, "Scan", "Scans")} von ${device} ${form(n, "kam spät. Zählt er", "kamen spät. Zählen sie")}?`,
  hint: "Der Scanner war außer Reichweite und hat sie behalten. Nichts zählt, bevor es hier gesagt wird.",
  takeUp: "Jetzt zählen",
  discard: "Verwerfen",
};
