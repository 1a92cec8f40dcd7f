/** The states of an order, and where it came from. */
export default {
  /** @type {Record<string, string>} */
  states: {
    received: "received",
    held: "held",
    allocated: "ready",
    replenishing: "waits for overstock",
    partly_allocated: "partly there",
    backordered: "backordered",
    picking: "picking",
    picked: "picked",
    packed: "packed",
    shipped: "shipped",
    cancelled: "cancelled",
    merged: "merged",
  },
  /** @type {Record<string, string>} */
  channels: { shopify: "Shopify", ebay: "eBay", csv: "CSV", manual: "By hand" },
};
