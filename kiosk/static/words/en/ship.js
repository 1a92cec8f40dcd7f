/** Parcels that wait for the carrier. */
import { counting } from "../../counted.js";

const counted = counting("en");

export default {
  title: "Ship",
  carrier: "Carrier",
  tracking: "Tracking number",
  save: "Save",
  saved: "Saved",
  sample: "Sample label",
  close: (/** @type {number} */ n) => `Close batch of ${counted(n, "parcel")}`,
  noneTracked: "Close batch",
  summary: (/** @type {number} */ ready, /** @type {number} */ all) => `${ready} of ${counted(all, "parcel")} with a tracking number`,
  none: "No parcel waits.",
  batch: (/** @type {number} */ batch) => `Batch ${batch}`,
  shipped: (/** @type {number} */ n) => `${counted(n, "order")} shipped`,
  left: "Left behind",
  batches: "Last batches",
  shipments: (/** @type {number} */ n) => counted(n, "parcel"),
  anyService: "any service",
};
