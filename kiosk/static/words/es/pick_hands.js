/** @type {Record<string, string>} */
const LIGHTS = { green: "verde", blue: "azul", amber: "ámbar", violet: "violeta", white: "blanca" };

/** @type {typeof import("../en/pick_hands.js").default} */
export default {
  light: (colour) => `Luz ${LIGHTS[colour] ?? colour}`,
  lightOut: "Su luz no responde",
  notHere: "No está",
  pause: "Pausa",
  why: "¿Por qué no está?",
  reasons: { out_of_stock: "Ubicación vacía", damaged: "Dañado", wrong_bin: "Hay otro artículo" },
  add: (n) => `Contar ${n} más`,
  addHint: "El resto es igual: contar sin leer",
  minus: "Uno menos",
  plus: "Uno más",
  isEmpty: (bin) => `¿Está ${bin} vacía ahora?`,
  empty: "Vacía",
  notEmpty: "No vacía",
};
