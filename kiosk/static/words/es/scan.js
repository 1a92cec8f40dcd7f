/** @type {typeof import("../en/scan.js").default} */
export default {
  simulated: "¿Sin lector? Tocar un código",
  item: "Artículo correcto",
  wrong: "Artículo equivocado",
  tote: "Cubeta",
};
