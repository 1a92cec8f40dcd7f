import { choosing } from "../../counted.js";

const form = choosing("de");

/** @type {typeof import("../en/queues.js").default} */
export default {
  floor: "Halle",
  stock: "Bestand",
  office: "Büro",
  receive: "Wareneingang",
  putAway: "Einlagern",
  replenish: "Nachfüllen",
  counts: "Zählen",
  move: "Umlagern",
  putBack: "Zurücklegen",
  look: "Nachsehen",
  returns: "Retouren",
  deliveries: (n) => form(n, "Lieferung erwartet", "Lieferungen erwartet"),
  onDocks: (n) => form(n, "Posten an der Rampe", "Posten an Rampen"),
  topUps: (n) => form(n, "Fach aufzufüllen", "Fächer aufzufüllen"),
  toCount: (n) => form(n, "Zählung wartet", "Zählungen warten"),
  toPutBack: (n) => form(n, "Posten zurückzulegen", "Posten zurückzulegen"),
  oldest: (ago) => `ältestes ${ago}`,
  due: (ago) => `fällig ${ago}`,
  lookHint: "Artikel, Fach, Auftrag",
  moveHint: "Von Fach zu Fach",
  returnsHint: "Was zurückkam",
};
