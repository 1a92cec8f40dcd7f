/** What waits where: the tiles of the first screen. */
import { choosing } from "../../counted.js";

const form = choosing("en");

export default {
  floor: "Floor",
  stock: "Stock",
  office: "Office",
  receive: "Receive",
  putAway: "Put away",
  replenish: "Replenish",
  counts: "Count",
  move: "Move",
  putBack: "Put back",
  look: "Look up",
  returns: "Returns",
  deliveries: (/** @type {number} */ n) => form(n, "delivery expected", "deliveries expected"),
  onDocks: (/** @type {number} */ n) => form(n, "heap on a dock", "heaps on docks"),
  topUps: (/** @type {number} */ n) => form(n, "bin to top up", "bins to top up"),
  toCount: (/** @type {number} */ n) => form(n, "count waits", "counts wait"),
  toPutBack: (/** @type {number} */ n) => form(n, "item to put back", "items to put back"),
  oldest: (/** @type {string} */ ago) => `oldest ${ago}`,
  due: (/** @type {string} */ ago) => `due ${ago}`,
  lookHint: "Item, bin, order",
  moveHint: "From bin to bin",
  returnsHint: "What came back",
};
