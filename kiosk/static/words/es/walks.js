import { counting } from "../../counted.js";

const counted = counting("es");

/** @type {typeof import("../en/walks.js").default} */
export default {
  title: "Recoger",
  walk: (session) => `Recorrido ${session}`,
  operator: "Nombre",
  scanner: "Lector",
  howMany: "¿Cuántos pedidos en este recorrido?",
  fewer: "Un pedido menos",
  further: "Un pedido más",
  start: (n) => `Empezar recorrido de ${counted(n, "pedido")}`,
  ready: (n) => `${counted(n, "pedido listo", "pedidos listos")} para recoger`,
  noneReady: "No hay pedidos listos para recoger.",
  nothingYet: "Esta caja aún está vacía: no tiene puesto de embalaje. El propietario crea lugares y trae artículos en la página «Lugares, artículos y existencias».",
  toStock: "Lugares, artículos y existencias",
  seeOrders: "Ver lo retenido o sin existencias",
  running: "Recorridos en curso",
  resume: "Continuar",
  paused: "en pausa",
  open: "en marcha",
  of: (done, stops) => `${done} de ${counted(stops, "parada")}`,
  by: (operator) => `de ${operator}`,
};
