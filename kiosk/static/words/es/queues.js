import { choosing } from "../../counted.js";

const form = choosing("es");

/** @type {typeof import("../en/queues.js").default} */
export default {
  floor: "Almacén",
  stock: "Existencias",
  office: "Oficina",
  receive: "Recibir",
  putAway: "Ubicar",
  replenish: "Reponer",
  counts: "Contar",
  move: "Mover",
  putBack: "Devolver al estante",
  look: "Consultar",
  returns: "Devoluciones",
  deliveries: (n) => form(n, "entrega esperada", "entregas esperadas"),
  onDocks: (n) => form(n, "lote en el muelle", "lotes en muelles"),
  topUps: (n) => form(n, "ubicación por reponer", "ubicaciones por reponer"),
  toCount: (n) => form(n, "recuento espera", "recuentos esperan"),
  toPutBack: (n) => form(n, "artículo por devolver", "artículos por devolver"),
  oldest: (ago) => `el más antiguo, ${ago}`,
  due: (ago) => `prevista ${ago}`,
  lookHint: "Artículo, ubicación, pedido",
  moveHint: "De ubicación a ubicación",
  returnsHint: "Lo devuelto",
};
