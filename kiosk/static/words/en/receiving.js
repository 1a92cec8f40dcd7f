/** Receiving: deliveries, and goods that come without an order. */
import { counting } from "../../counted.js";

const counted = counting("en");

export default {
  title: "Receive",
  which: "Which delivery is here?",
  none: "No delivery is expected.",
  loose: "Without a purchase order",
  expected: (/** @type {string} */ day) => `due ${day}`,
  noDay: "no day agreed",
  overdue: "overdue",
  ofOrdered: (/** @type {number} */ n) => `of ${n} came`,
  scanItem: "Scan an item of the delivery",
  unitHint: "It is on the label of the item. A double tap on the box lets you type it.",
  howMany: "How many came?",
  toCome: (/** @type {number} */ n) => `${n} still to come`,
  counted: (/** @type {number} */ n) => `${counted(n, "unit")} here`,
  over: (/** @type {number} */ n) => `${n} more than ordered`,
  scanDock: "Put it on the dock, scan the dock",
  anyBinToo: "Any bin will do, too",
  noDock: "There is no dock yet: scan the bin you put it into",
  sameAgain: (/** @type {string} */ bin) => `On ${bin}, as before`,
  notOrdered: (/** @type {string} */ sku, /** @type {string} */ order) => `${sku} is not on ${order}. Set it aside and ask, or receive it without a purchase order.`,
  taken: (/** @type {number} */ n, /** @type {string} */ sku, /** @type {string} */ bin) => `${n} × ${sku} on ${bin}`,
  finish: "Finish",
  stillToCome: "Still to come",
  came: (/** @type {number} */ received, /** @type {number} */ ordered) => `${received} of ${ordered}`,
  done: (/** @type {number} */ n) => `${counted(n, "unit")} taken in`,
  tooMany: "more than ordered: the office is told",
  missing: (/** @type {number} */ n) => `${counted(n, "unit")} of this delivery are still missing.`,
  complete: (/** @type {string} */ order) => `${order} is complete.`,
  close: "Close the order",
  closeShort: "Nothing more will come",
  putAway: "Put away now",
};
