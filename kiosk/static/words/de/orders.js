/** @type {typeof import("../en/orders.js").default} */
export default {
  title: "Aufträge",
  all: "Alle",
  anyChannel: "Alle Kanäle",
  search: "Nummer oder Käufer",
  find: "Suchen",
  none: "Kein Auftrag passt.",
  more: "Mehr",
  shipBy: (day) => `Versand bis ${day}`,
};
