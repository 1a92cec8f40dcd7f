import { choosing } from "../../counted.js";

const form = choosing("de");

/** @type {typeof import("../en/counts.js").default} */
export default {
  title: "Zählungen",
  one: "Zählung",
  none: "Nichts ist zu zählen.",
  scanBin: "Ein Fach scannen, um es zählen zu lassen",
  scanOrTap: "Fach scannen oder Zählung antippen",
  empty: (bin) => `${bin} ist laut Buch leer`,
  scanWhatLies: "Liegt dort etwas, es scannen",
  notQueued: (bin) => `${bin} kam nicht auf die Liste. Noch einmal scannen.`,
  reasons: { asked: "gewünscht", scheduled: "nach Plan", short_pick: "beim Picken fehlte etwas", zero_check: "war nicht leer", missing_at_packing: "beim Packen fehlte etwas" },
  urgent: "zuerst",
  by: (operator) => (operator ? `${operator} zählt` : "wird gezählt"),
  accuracy: (percent, n) => `Das Buch stimmte bei ${percent} % der letzten ${n} ${form(n, "Zählung", "Zählungen")}.`,
  goTo: "Zum Fach gehen und scannen",
  findItem: "Diesen Artikel suchen und scannen",
  noneHere: "Nichts davon ist hier",
  howMany: (bin) => `Wie viele liegen in ${bin}?`,
  blind: "Alle zählen",
  submit: (n) => (n === null ? "Zahl eingeben" : `Es sind ${n}`),
  cancel: "Zählung aufgeben",
  cancelled: "Diese Zählung wurde aufgegeben",
  movedMeanwhile: "Während der Zählung wurde bewegt",
  whenCounted: (n) => `Gezählt: ${n}. War das vor der Bewegung oder danach?`,
  before: "Davor",
  after: "Danach",
  right: "Das Buch stimmte",
  setRight: (n) => `${Math.abs(n)} ${n > 0 ? "mehr" : "weniger"} als im Buch`,
  counted: (n, sku, bin) => `${n} × ${sku} in ${bin}. So steht es jetzt im Buch.`,
  lookAtBin: "Fach ansehen",
  next: (bin) => `Weiter: ${bin}`,
  backToList: "Zur Liste",
};
