import { counting } from "../../counted.js";

const counted = counting("es");

/** @type {typeof import("../en/pack.js").default} */
export default {
  title: "Embalar",
  station: "Puesto de embalaje",
  scanTote: "Leer una cubeta",
  orTap: "o tocar una que espera",
  units: (n) => counted(n, "unidad", "unidades"),
  noTote: "sin cubeta",
  none: "No hay cubetas por embalar.",
  noStation: "Aún no hay puesto de embalaje. El propietario lo crea en la página «Lugares, artículos y existencias».",
  toStock: "Lugares, artículos y existencias",
  verified: (scanned, expected) => `${scanned} de ${expected} verificadas`,
  missing: (n) => `${counted(n, "unidad", "unidades")} por leer`,
  ready: "Todo verificado. Cerrar la caja.",
  note: "Nota del comprador",
  weight: "Peso en g, si se pesó",
  weightAwaited: "Peso en g: poner en la báscula",
  weightMoving: "Peso en g: aún se mueve…",
  weightTaken: "Peso en g, de la báscula",
  weightTyped: "Peso en g, tecleado",
  weightTrouble: (trouble) => `Peso en g. ${trouble}`,
  seal: "Cerrar e imprimir",
  sealed: (order) => `${order} está embalado`,
  slip: (order) => `Albarán de ${order}`,
  print: {
    queued: "El albarán espera a la impresora",
    sending: "El albarán se está imprimiendo",
    sent: "El albarán se envió a la impresora",
    confirmed: "El albarán está impreso",
    failed: "El albarán no se imprimió",
    unconfirmed: "Mirar la impresora: no dijo si salió el albarán",
  },
  itDid: "Sí, está aquí",
  itDidNot: "No, imprimir otra vez",
  again: "Imprimir una copia",
  next: "Siguiente cubeta",
};
