/** @type {Record<string, string>} */
const LIGHTS = { green: "Grünes", blue: "Blaues", amber: "Gelbes", violet: "Violettes", white: "Weißes" };

/** @type {typeof import("../en/pick_hands.js").default} */
export default {
  light: (colour) => `${LIGHTS[colour] ?? colour} Licht`,
  lightOut: "Das Licht antwortet nicht",
  notHere: "Nicht da",
  pause: "Pause",
  why: "Warum ist es nicht da?",
  reasons: { out_of_stock: "Fach ist leer", damaged: "Beschädigt", wrong_bin: "Anderer Artikel im Fach" },
  add: (n) => `${n} weitere zählen`,
  addHint: "Der Rest ist gleich: ohne Scan zählen",
  minus: "Eins weniger",
  plus: "Eins mehr",
  isEmpty: (bin) => `Ist ${bin} jetzt leer?`,
  empty: "Leer",
  notEmpty: "Nicht leer",
};
