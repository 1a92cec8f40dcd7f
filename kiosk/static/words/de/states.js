/** @type {typeof import("../en/states.js").default} */
export default {
  states: {
    received: "eingegangen",
    held: "gesperrt",
    allocated: "bereit",
    replenishing: "wartet auf Nachschub",
    partly_allocated: "teilweise da",
    backordered: "nicht am Lager",
    picking: "wird gepickt",
    picked: "gepickt",
    packed: "gepackt",
    shipped: "versendet",
    cancelled: "storniert",
    merged: "vereint",
  },
  channels: { shopify: "Shopify", ebay: "eBay", csv: "CSV", manual: "Von Hand" },
};
