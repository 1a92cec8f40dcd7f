/** Lo que dice la configuración mientras se prepara y embala un primer pedido. */

/** @type {typeof import("../en/guide.js").default} */
export default {
  title: "Configuración",
  step: "Configuración: 4 de 6.",
  scanBin: (bin) => `Toque el código de barras de la ubicación ${bin}.`,
  scanItem: "Ahora toque el código «Artículo correcto».",
  wrong: "Ese no era, así que no se contó nada. Toque el código correcto.",
  isEmpty: (bin) => `En ${bin} no debería quedar nada. Toque «Vacía».`,
  finishWalk: "Todo está en la cubeta. Toque «Terminar recorrido».",
  walked: "Recogido. Toque «Al embalaje» para comprobarlo en la mesa.",
  toPacking: "Al embalaje",
  givenBack: "Este recorrido se devolvió. Empiece otro.",
  another: "Empezar otro recorrido",
  openTote: "Toque la cubeta que espera.",
  checkItems: "Toque el código «Artículo correcto» hasta completar cada línea.",
  seal: "Todo está comprobado. Toque «Cerrar e imprimir».",
  printed: "Este es el albarán.",
  goOn: "Seguir",
  elsewhere: "El primer pedido espera.",
  back: "Volver a la configuración",
};
