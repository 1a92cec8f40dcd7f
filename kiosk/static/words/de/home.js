import { choosing, counting } from "../../counted.js";

const counted = counting("de");
const form = choosing("de");

/** @type {typeof import("../en/home.js").default} */
export default {
  pick: "Picken",
  pack: "Packen",
  ship: "Versand",
  orders: "Aufträge",
  ready: (n) => `${form(n, "Auftrag", "Aufträge")} bereit`,
  waiting: (n) => `${form(n, "Behälter wartet", "Behälter warten")}`,
  packed: (n) => `${form(n, "Paket", "Pakete")} gepackt`,
  attention: (n) => `${form(n, "braucht", "brauchen")} einen Menschen`,
  language: "Sprache",
  devices: "Geräte",
  labels: "Etiketten drucken",
  lightsOut: (n) => `${counted(n, "Licht antwortet", "Lichter antworten")} nicht`,
  ledger: "Buch",
  well: (ledger, n) => `${ledger ? "Buch und " : ""}${counted(n, "Gerät", "Geräte")} in Ordnung`,
  ill: (n) => `${counted(n, "Gerät", "Geräte")} gestört`,
  late: (n) => `${counted(n, "später Scan", "späte Scans")} zu klären`,
};
