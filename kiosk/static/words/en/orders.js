/** The order console. */
export default {
  title: "Orders",
  all: "All",
  shown: { problem: "Need a person", waiting: "Waiting", in_progress: "In progress", shipped_today: "Shipped today" },
  moreFilters: "More filters",
  anyState: "Any state",
  anyDay: "Placed any day",
  /** @type {Record<string, string>} */
  days: { today: "Placed today", week: "Placed in the last 7 days", days: "Placed between" },
  from: "Placed from",
  to: "Placed up to",
  anyChannel: "All channels",
  search: "Number or buyer",
  find: "Search",
  none: "No order fits.",
  more: "More",
  shipBy: (/** @type {string} */ day) => `ship by ${day}`,
};
