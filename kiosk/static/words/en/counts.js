/** Counting: the list, one count, its result. */
import { counting } from "../../counted.js";

const counted = counting("en");

export default {
  title: "Counts",
  one: "Count",
  none: "Nothing waits to be counted.",
  scanBin: "Scan a bin to have it counted",
  scanOrTap: "Scan a bin, or tap a count",
  empty: (/** @type {string} */ bin) => `${bin} is empty by the books`,
  scanWhatLies: "If something lies there, scan it",
  notQueued: (/** @type {string} */ bin) => `${bin} could not be queued. Scan it again.`,
  /** @type {Record<string, string>} */
  reasons: { asked: "asked for", scheduled: "by plan", short_pick: "a picker missed some", zero_check: "was not empty", missing_at_packing: "a packer missed some" },
  urgent: "first",
  by: (/** @type {string} */ operator) => (operator ? `${operator} counts` : "being counted"),
  accuracy: (/** @type {number} */ percent, /** @type {number} */ n) => `The books were right in ${percent} % of the last ${counted(n, "count")}.`,
  goTo: "Go to the bin and scan it",
  findItem: "Find this item and scan it",
  noneHere: "None of it is here",
  howMany: (/** @type {string} */ bin) => `How many lie in ${bin}?`,
  blind: "Count them all",
  submit: (/** @type {number | null} */ n) => (n === null ? "Say how many" : `It is ${n}`),
  cancel: "Give this count up",
  cancelled: "This count was given up",
  movedMeanwhile: "Units moved while you counted",
  whenCounted: (/** @type {number} */ n) => `You counted ${n}. Did you count before that, or after it?`,
  before: "Before it",
  after: "After it",
  right: "The books were right",
  setRight: (/** @type {number} */ n) => `${Math.abs(n)} ${n > 0 ? "more" : "fewer"} than the books said`,
  counted: (/** @type {number} */ n, /** @type {string} */ sku, /** @type {string} */ bin) => `${n} × ${sku} in ${bin}. The books say so now.`,
  lookAtBin: "Look at the bin",
  next: (/** @type {string} */ bin) => `Next: ${bin}`,
  backToList: "Back to the list",
};
