/** @type {typeof import("../en/pick.js").default} */
export default {
  title: "Picken",
  of: (done, stops) => `Halte: ${done} von ${stops}`,
  bin: "Fach",
  item: "Richtiger Artikel",
  goTo: "Zum Fach gehen",
  scanBin: "und sein Etikett scannen",
  take: "Nehmen und scannen",
  unit: "Stück",
  ofUnits: (quantity) => `von ${quantity} übrig`,
  into: "In Behälter",
  otherBin: "Es liegt auch in einem anderen Fach. Dort geht es weiter.",
  short: "In keinem Fach. Der Auftrag wartet auf eine Entscheidung.",
  kept: "Scans bleiben auf diesem Gerät und zählen, sobald die Box wieder da ist.",
};
