/** @type {typeof import("../en/orders.js").default} */
export default {
  title: "Pedidos",
  all: "Todos",
  anyChannel: "Todos los canales",
  search: "Número o comprador",
  find: "Buscar",
  none: "Ningún pedido coincide.",
  more: "Más",
  shipBy: (day) => `enviar antes del ${day}`,
};
