/** Going on without the box, and what became of it. */
import { counting } from "../../counted.js";

const counted = counting("en");

export default {
  waits: (/** @type {number} */ n) => `${counted(n, "scan")} ${n === 1 ? "waits" : "wait"} on this device for the box.`,
  stopped: "The box can't write: call for help.",
  notKept: "This device could not keep the scan. Free some space on it, then scan again.",
  /** @type {Record<string, (code: string, stop: import("../../offline/walk_model.js").PlannedStop) => string>} */
  alarms: {
    wrong_bin: (code, { bin }) => `This is ${code}. Go to ${bin}.`,
    wrong_item: (code, { sku }) => `${code} is another item. Put it back and take ${sku}.`,
    not_asked: (code, { bin, sku }) => `${code} is neither ${bin} nor ${sku}. Put it back and take ${sku}.`,
    bin_first: (_, { bin }) => `Scan the bin ${bin} first.`,
    too_many: (_, { sku, quantity, picked }) => `Only ${quantity - picked} more of ${sku} are wanted here.`,
    unit_missing: (_, { sku, unit }) => `${sku} goes by serial number. Scan its serial label; ${unit} is the one to take.`,
    cant_tell: (code, { sku }) => `Only the box can tell what ${code} is. Scan another barcode of ${sku}, or wait for the box.`,
    nothing_left: () => "Every stop that this device knows is done. Wait for the box.",
  },
  asked: (/** @type {string} */ code) => `Only the box can tell what ${code} is, and it has not answered yet. Wait for it.`,
  shortKept: "Noted. Where the rest is, the box says when it is back.",
  done: "Every stop of this walk is done here",
  doneHint: "Keep the totes. Finish the walk when the box is back.",
  unknown: "What comes next, only the box knows",
  unknownHint: "What was not there may change the walk. Go on when the box is back.",
  differs: (/** @type {number} */ n) => `${counted(n, "scan")} came to something else than was shown`,
  counted: "Counted, although this screen had said stop. Look into the tote.",
  notCounted: "Not counted.",
  at: (/** @type {string} */ bin, /** @type {string} */ tote) => `at ${bin}${tote && ` for ${tote}`}`,
  /** @type {Record<string, string>} */
  verbs: { short: "Not here", empty: "Empty bin" },
  seen: "I have seen to it",
};
