import { counting } from "../../counted.js";

const counted = counting("de");

/** @type {typeof import("../en/pack.js").default} */
export default {
  title: "Packen",
  station: "Packplatz",
  scanTote: "Behälter scannen",
  orTap: "oder einen wartenden antippen",
  units: (n) => counted(n, "Stück", "Stück"),
  noTote: "kein Behälter",
  none: "Kein Behälter wartet aufs Packen.",
  noStation: "Es gibt noch keinen Packplatz. Der Inhaber legt ihn auf der Seite „Plätze, Artikel und Bestand“ an.",
  toStock: "Plätze, Artikel und Bestand",
  verified: (scanned, expected) => `${scanned} von ${expected} geprüft`,
  missing: (n) => `${counted(n, "Stück", "Stück")} zu scannen`,
  ready: "Alles geprüft. Karton schließen.",
  note: "Hinweis des Käufers",
  weight: "Gewicht in g, falls gewogen",
  weightAwaited: "Gewicht in g: auf die Waage stellen",
  weightMoving: "Gewicht in g: noch in Bewegung…",
  weightTaken: "Gewicht in g, von der Waage",
  weightTyped: "Gewicht in g, getippt",
  weightTrouble: (trouble) => `Gewicht in g. ${trouble}`,
  seal: "Schließen und drucken",
  sealed: (order) => `${order} ist gepackt`,
  slip: (order) => `Lieferschein von ${order}`,
  print: {
    queued: "Der Lieferschein wartet auf den Drucker",
    sending: "Der Lieferschein wird gedruckt",
    sent: "Der Lieferschein ist beim Drucker",
    confirmed: "Der Lieferschein ist gedruckt",
    failed: "Der Lieferschein ist nicht gedruckt",
    unconfirmed: "Am Drucker nachsehen: Er hat nicht gesagt, ob der Lieferschein herauskam",
  },
  itDid: "Ja, er ist da",
  itDidNot: "Nein, noch einmal drucken",
  again: "Kopie drucken",
  next: "Nächster Behälter",
};
