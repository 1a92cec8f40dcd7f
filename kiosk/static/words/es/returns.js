/** @type {typeof import("../en/returns.js").default} */
export default {
  title: "Devoluciones",
  later: "El puesto de devoluciones llegará en otra versión",
  untilThen: "Lo devuelto está a salvo en una ubicación de la que no se vende. Hasta que exista el puesto:",
  steps: [
    "Deje las unidades en una ubicación de devoluciones o de cuarentena.",
    "Abra esa ubicación aquí abajo, toque «Corregir» en el artículo y elija «Devuelto». Si el artículo no está en la lista, recíbalo en esa ubicación sin pedido de compra.",
    "Cuando estén bien, muévalas a una ubicación de preparación. Desde entonces se venden.",
  ],
  noBin: "Aún no hay ubicación de devoluciones ni de cuarentena. Pida a la oficina que cree una, con el fin «returns» o «quarantine».",
  receive: "Recibir sin pedido de compra",
  look: "Consultar",
};
