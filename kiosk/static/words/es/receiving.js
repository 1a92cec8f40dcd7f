import { counting } from "../../counted.js";

const counted = counting("es");

/** @type {typeof import("../en/receiving.js").default} */
export default {
  title: "Recibir",
  which: "¿Qué entrega ha llegado?",
  none: "No se espera ninguna entrega.",
  loose: "Sin pedido de compra",
  expected: (day) => `prevista ${day}`,
  noDay: "sin día acordado",
  overdue: "atrasada",
  ofOrdered: (n) => `de ${n} aquí`,
  scanItem: "Escanee un artículo de la entrega",
  unitHint: "Está en la etiqueta. Un doble toque en el campo permite escribirlo.",
  howMany: "¿Cuántas han llegado?",
  toCome: (n) => (n === 1 ? "falta 1" : `faltan ${n}`),
  counted: (n) => `${counted(n, "unidad", "unidades")} aquí`,
  over: (n) => `${n} más de lo pedido`,
  scanDock: "Déjelo en el muelle y escanéelo",
  anyBinToo: "Cualquier ubicación también sirve",
  noDock: "Aún no hay muelle: escanee la ubicación donde lo deja",
  sameAgain: (bin) => `En ${bin}, como antes`,
  notOrdered: (sku, order) => `${sku} no está en ${order}. Apártelo y pregunte, o recíbalo sin pedido de compra.`,
  taken: (n, sku, bin) => `${n} × ${sku} en ${bin}`,
  finish: "Terminar",
  stillToCome: "Falta por llegar",
  came: (received, ordered) => `${received} de ${ordered}`,
  done: (n) => `${counted(n, "unidad recibida", "unidades recibidas")}`,
  tooMany: "más de lo pedido: la oficina lo sabe",
  missing: (n) => `De esta entrega ${n === 1 ? "falta 1 unidad" : `faltan ${n} unidades`}.`,
  complete: (order) => `${order} está completo.`,
  close: "Cerrar el pedido",
  closeShort: "No llegará nada más",
  putAway: "Ubicar ahora",
};
