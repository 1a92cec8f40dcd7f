/** @type {typeof import("../en/scan.js").default} */
export default {
  simulated: "Kein Scanner zur Hand? Barcode antippen",
  item: "Richtiger Artikel",
  wrong: "Falscher Artikel",
  tote: "Behälter",
};
