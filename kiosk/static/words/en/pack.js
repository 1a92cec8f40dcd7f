/** A packing station. */
import { counting } from "../../counted.js";

const counted = counting("en");

export default {
  title: "Pack",
  station: "Packing station",
  scanTote: "Scan a tote",
  orTap: "or tap one that waits",
  units: (/** @type {number} */ n) => counted(n, "unit"),
  noTote: "no tote",
  none: "No tote waits for packing.",
  noStation: "There is no packing station yet. The owner makes one on the page “Places, items and stock”.",
  toStock: "Places, items and stock",
  verified: (/** @type {number} */ scanned, /** @type {number} */ expected) => `${scanned} of ${expected} verified`,
  missing: (/** @type {number} */ n) => `${counted(n, "unit")} to scan`,
  ready: "All verified. Close the box.",
  note: "Note of the buyer",
  weight: "Weight in g, if weighed",
  weightAwaited: "Weight in g: put it on the scale",
  weightMoving: "Weight in g: still moving…",
  weightTaken: "Weight in g, from the scale",
  weightTyped: "Weight in g, typed",
  weightTrouble: (/** @type {string} */ trouble) => `Weight in g. ${trouble}`,
  seal: "Seal and print",
  sealed: (/** @type {string} */ order) => `${order} is packed`,
  slip: (/** @type {string} */ order) => `Packing slip of ${order}`,
  /** @type {Record<string, string>} how far the slip is, by the state of its print job */
  print: {
    queued: "The slip waits for the printer",
    sending: "The slip is printing",
    sent: "The slip was sent to the printer",
    confirmed: "The slip is printed",
    failed: "The slip did not print",
    unconfirmed: "Look at the printer: it did not say whether the slip came out",
  },
  itDid: "Yes, it is here",
  itDidNot: "No, print it again",
  again: "Print a copy",
  next: "Next tote",
};
