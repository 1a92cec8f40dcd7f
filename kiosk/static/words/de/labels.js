import { counting } from "../../counted.js";

const counted = counting("de");

/** @type {typeof import("../en/labels.js").default} */
export default {
  title: "Etiketten drucken",
  kind: "Wofür die Etiketten sind",
  kinds: { item_label: "Artikel", bin_label: "Fach", tote_label: "Behälter", station_label: "Platz", badge: "Ausweis" },
  subjects: {
    item_label: "SKU oder Barcode: scannen oder tippen",
    bin_label: "Fach: scannen oder tippen",
    tote_label: "Behälter: scannen oder tippen",
    station_label: "Platz",
    badge: "Name auf dem Ausweis",
  },
  zone: "Ein Fach, oder alle einer Zone",
  oneBin: "Ein Fach",
  bins: (zone, n) => `${zone}: alle ${counted(n, "Fach", "Fächer")}`,
  quantity: "Wie viele von jedem",
  station: "Gedruckt an",
  noStation: "Es gibt noch keinen Packplatz. Der Inhaber legt ihn auf der Seite „Plätze, Artikel und Bestand“ an.",
  print: (n, station) => `${counted(n, "Etikett", "Etiketten")} an ${station} drucken`,
  preview: "Vorschau",
  previewHint: "Hier erscheint, was gedruckt wird.",
  noPicture: "Davon gibt es kein Bild.",
  progress: "Bisher gedruckt",
  printed: (n, jobs) => `${n} von ${counted(jobs, "Etikett", "Etiketten")} gedruckt`,
  lost: (n) => `${n} nicht gedruckt`,
  doubtful: (n) => `${n}: Kamen sie heraus?`,
  stop: (n) => `Halt: die letzten ${n} nicht drucken`,
};
