/** The order console. */
export default {
  title: "Orders",
  all: "All",
  anyChannel: "All channels",
  search: "Number or buyer",
  find: "Search",
  none: "No order fits.",
  more: "More",
  shipBy: (/** @type {string} */ day) => `ship by ${day}`,
};
