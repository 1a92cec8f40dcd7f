import { counting } from "../../counted.js";

const counted = counting("de");

/** @type {typeof import("../en/walks.js").default} */
export default {
  title: "Picken",
  walk: (session) => `Runde ${session}`,
  operator: "Name",
  scanner: "Scanner",
  howMany: "Wie viele Aufträge in dieser Runde?",
  fewer: "Ein Auftrag weniger",
  further: "Ein Auftrag mehr",
  start: (n) => `Runde mit ${counted(n, "Auftrag", "Aufträgen")} beginnen`,
  ready: (n) => `${counted(n, "Auftrag", "Aufträge")} bereit zum Picken`,
  noneReady: "Kein Auftrag ist bereit zum Picken.",
  nothingYet: "Diese Box ist noch leer: Sie hat keinen Packplatz. Plätze und Artikel kommen auf der Seite „Plätze, Artikel und Bestand“ herein.",
  toStock: "Plätze, Artikel und Bestand",
  seeOrders: "Ansehen, was gesperrt ist oder auf Bestand wartet",
  running: "Laufende Runden",
  resume: "Fortsetzen",
  paused: "angehalten",
  open: "läuft",
  of: (done, stops) => `${done} von ${counted(stops, "Halt", "Halten")}`,
  by: (operator) => `von ${operator}`,
};
