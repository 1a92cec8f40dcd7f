/** Before a walk. */
import { counting } from "../../counted.js";

const counted = counting("en");

export default {
  title: "Pick",
  walk: (/** @type {number} */ session) => `Walk ${session}`,
  operator: "Your name",
  scanner: "Your scanner",
  howMany: "How many orders on this walk?",
  fewer: "One order fewer",
  further: "One order more",
  start: (/** @type {number} */ n) => `Start walk of ${counted(n, "order")}`,
  ready: (/** @type {number} */ n) => `${counted(n, "order")} ready to pick`,
  noneReady: "No order is ready to be picked.",
  nothingYet: "This box is still empty: it has no packing station. The owner makes places and brings in items on the page “Places, items and stock”.",
  toStock: "Places, items and stock",
  seeOrders: "See what is held or waits for stock",
  running: "Walks under way",
  resume: "Resume",
  paused: "paused",
  open: "walking",
  of: (/** @type {number} */ done, /** @type {number} */ stops) => `${done} of ${counted(stops, "stop")}`,
  by: (/** @type {string} */ operator) => `by ${operator}`,
};
