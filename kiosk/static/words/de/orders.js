/** @type {typeof import("../en/orders.js").default} */
export default {
  title: "Aufträge",
  all: "Alle",
  shown: { problem: "Brauchen einen Menschen", waiting: "Warten", in_progress: "In Arbeit", shipped_today: "Heute versendet" },
  moreFilters: "Mehr Filter",
  anyState: "Jeder Stand",
  anyDay: "An jedem Tag bestellt",
  days: { today: "Heute bestellt", week: "In den letzten 7 Tagen bestellt", days: "Bestellt von – bis" },
  from: "Bestellt ab",
  to: "Bestellt bis",
  anyChannel: "Alle Kanäle",
  search: "Nummer oder Käufer",
  find: "Suchen",
  none: "Kein Auftrag passt.",
  more: "Mehr",
  shipBy: (day) => `Versand bis ${day}`,
};
