/** @type {typeof import("../en/states.js").default} */
export default {
  states: {
    received: "recibido",
    held: "retenido",
    allocated: "listo",
    replenishing: "espera reposición",
    partly_allocated: "en parte",
    backordered: "sin existencias",
    picking: "recogiendo",
    picked: "recogido",
    packed: "embalado",
    shipped: "enviado",
    cancelled: "cancelado",
    merged: "unido",
  },
  channels: { shopify: "Shopify", ebay: "eBay", csv: "CSV", manual: "A mano" },
};
