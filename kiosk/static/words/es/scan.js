/** @type {typeof import("../en/scan.js").default} */
export default {
  simulated: "¿Sin lector? Tocar un código",
  item: "Artículo correcto",
  wrong: "Artículo equivocado",
  tote: "Cubeta",
  scansHere: (scanner) => `${scanner} lee aquí`,
  scansElsewhere: (scanner, kiosk) => `${scanner} lee ahora en ${kiosk}`,
  inHand: (scanner, person) => `${person} tiene ${scanner} ahora`,
  scansNothing: "Ningún lector lee aquí",
  chooseScanner: "Lector para esta pantalla",
  seen: "Entendido",
};
