import { counting } from "../../counted.js";

const counted = counting("de");

/** @type {typeof import("../en/receiving.js").default} */
export default {
  title: "Wareneingang",
  which: "Welche Lieferung ist da?",
  none: "Keine Lieferung wird erwartet.",
  loose: "Ohne Bestellung",
  expected: (day) => `fällig ${day}`,
  noDay: "kein Tag vereinbart",
  overdue: "überfällig",
  ofOrdered: (n) => `von ${n} da`,
  scanItem: "Einen Artikel der Lieferung scannen",
  unitHint: "Sie steht auf dem Etikett. Doppeltipp auf das Feld, um sie zu tippen.",
  howMany: "Wie viele sind gekommen?",
  toCome: (n) => `${n} stehen noch aus`,
  counted: (n) => `${n} Stück da`,
  over: (n) => `${n} mehr als bestellt`,
  scanDock: "An die Rampe legen, Rampe scannen",
  anyBinToo: "Jedes Fach geht auch",
  noDock: "Es gibt noch keine Rampe: das Fach scannen, in dem es liegt",
  sameAgain: (bin) => `In ${bin}, wie zuvor`,
  notOrdered: (sku, order) => `${sku} steht nicht auf ${order}. Zur Seite legen und fragen, oder ohne Bestellung annehmen.`,
  taken: (n, sku, bin) => `${n} × ${sku} in ${bin}`,
  finish: "Fertig",
  stillToCome: "Steht noch aus",
  came: (received, ordered) => `${received} von ${ordered}`,
  done: (n) => `${counted(n, "Stück", "Stück")} angenommen`,
  tooMany: "mehr als bestellt: das Büro weiß es",
  missing: (n) => `Von dieser Lieferung ${n === 1 ? "fehlt" : "fehlen"} noch ${n} Stück.`,
  complete: (order) => `${order} ist vollständig.`,
  close: "Bestellung abschließen",
  closeShort: "Es kommt nichts mehr",
  putAway: "Jetzt einlagern",
};
