import { counting } from "../../counted.js";

const counted = counting("de");

/** @type {typeof import("../en/ship.js").default} */
export default {
  title: "Versand",
  carrier: "Paketdienst",
  tracking: "Sendungsnummer",
  save: "Speichern",
  saved: "Gespeichert",
  sample: "Muster-Etikett",
  close: (n) => `${counted(n, "Paket", "Pakete")} abschließen`,
  noneTracked: "Abschließen",
  summary: (ready, all) => `${ready} von ${counted(all, "Paket", "Paketen")} mit Sendungsnummer`,
  none: "Kein Paket wartet.",
  batch: (batch) => `Abschluss ${batch}`,
  shipped: (n) => `${counted(n, "Auftrag", "Aufträge")} versendet`,
  left: "Zurückgeblieben",
  batches: "Letzte Abschlüsse",
  shipments: (n) => counted(n, "Paket", "Pakete"),
  anyService: "beliebiger Dienst",
};
