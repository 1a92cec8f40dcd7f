/** @type {typeof import("../en/pick.js").default} */
export default {
  title: "Recoger",
  of: (done, stops) => `Paradas: ${done} de ${stops}`,
  bin: "Ubicación",
  item: "Artículo correcto",
  goTo: "Ir a la ubicación",
  scanBin: "y leer su etiqueta",
  take: "Coger y leer",
  unit: "unidad",
  ofUnits: (quantity) => `de ${quantity}`,
  into: "A la cubeta",
  otherBin: "Está en otra ubicación. El recorrido sigue allí.",
  short: "No está en ninguna. El pedido queda retenido hasta decidir.",
  kept: "Lo que se lee queda en este aparato y cuenta cuando vuelva la caja.",
};
