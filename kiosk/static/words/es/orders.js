/** @type {typeof import("../en/orders.js").default} */
export default {
  title: "Pedidos",
  all: "Todos",
  shown: { problem: "Necesitan a alguien", waiting: "En espera", in_progress: "En curso", shipped_today: "Enviados hoy" },
  moreFilters: "Más filtros",
  anyState: "Cualquier estado",
  anyDay: "Pedidos de cualquier día",
  days: { today: "Pedidos hoy", week: "Pedidos en los últimos 7 días", days: "Pedidos entre" },
  from: "Pedidos desde el",
  to: "Pedidos hasta el",
  anyChannel: "Todos los canales",
  search: "Número o comprador",
  find: "Buscar",
  none: "Ningún pedido coincide.",
  more: "Más",
  shipBy: (day) => `enviar antes del ${day}`,
};
