/** Looking things up: items, bins, their stories; and setting the books of a bin right. */
import { counting } from "../../counted.js";

const counted = counting("en");

export default {
  title: "Look up",
  hint: "Scan anything: an item, a bin, a tote, an order. Or tap “Type” and say a word of it.",
  type: "Type",
  typeHere: "SKU, barcode, bin, order, or words",
  find: "Find",
  nothing: (/** @type {string} */ words) => `Nothing here is called ${words}.`,
  onHand: "On hand",
  reserved: "Reserved",
  available: "Available",
  reservedOf: (/** @type {number} */ n) => `${n} reserved`,
  free: "all free",
  barcodes: "Codes",
  kit: "A kit without stock of its own: it is picked as its components.",
  nowhere: "None of it is here.",
  madeOf: "Made of:",
  /** @type {Record<string, string>} */
  places: {
    pick: "Bin for picking",
    overstock: "Overstock",
    dock: "Dock",
    returns: "Bin for returns",
    quarantine: "Quarantine",
    damaged: "Bin for damaged units",
    tote: "Tote",
    station: "Packing station",
  },
  zone: (/** @type {string} */ zone) => `zone ${zone}`,
  sold: "sold from",
  notSold: "not sold from",
  emptyBin: "Nothing lies here by the books.",
  inTote: (/** @type {string} */ tote) => `in tote ${tote}`,
  move: "Move",
  count: "Have it counted",
  setRight: "Set right",
  label: "Print label",
  story: "Story",
  earlier: "Earlier",
  why: "Why are the books wrong?",
  /** @type {Record<string, string>} */
  reasons: { damaged: "Damaged", lost: "Lost", promotional_sample: "Given away as a sample", found: "Found", returned: "Came back" },
  byHowMany: (/** @type {string} */ reason) => `${["found", "returned"].includes(reason) ? "How many more" : "How many fewer"} are there?`,
  booksSay: (/** @type {number} */ n, /** @type {string} */ bin) => `The books say ${n} in ${bin}`,
  write: (/** @type {number} */ n) => (n ? `Write ${n > 0 ? "+" : "−"}${Math.abs(n)}` : "Say how many"),
  written: (/** @type {number} */ n, /** @type {string} */ sku, /** @type {string} */ bin, /** @type {number} */ broken) =>
    `${n > 0 ? "+" : "−"}${Math.abs(n)} × ${sku} in ${bin}${broken ? `; ${counted(broken, "reservation")} broke` : ""}`,
  otherReason: "Another reason",
  leaveIt: "Leave it as it is",
};
