/** Labels to print. */
import { counting } from "../../counted.js";

const counted = counting("en");

export default {
  title: "Print labels",
  kind: "What the labels are for",
  /** @type {Record<string, string>} */
  kinds: { item_label: "Item", bin_label: "Bin", tote_label: "Tote", station_label: "Station", badge: "Badge" },
  /** @type {Record<string, string>} */
  subjects: {
    item_label: "SKU or barcode: scan or type",
    bin_label: "Bin: scan or type",
    tote_label: "Tote: scan or type",
    station_label: "Station",
    badge: "Name on the badge",
  },
  zone: "One bin, or all of a zone",
  oneBin: "One bin",
  bins: (/** @type {string} */ zone, /** @type {number} */ n) => `${zone}: all ${counted(n, "bin")}`,
  quantity: "How many of each",
  station: "Printed at",
  noStation: "There is no packing station yet. The owner makes one on the page “Places, items and stock”.",
  print: (/** @type {number} */ n, /** @type {string} */ station) => `Print ${counted(n, "label")} at ${station}`,
  preview: "Preview",
  previewHint: "What you print shows here.",
  noPicture: "There is no picture of it.",
  progress: "Printed so far",
  printed: (/** @type {number} */ n, /** @type {number} */ jobs) => `${n} of ${counted(jobs, "label")} printed`,
  lost: (/** @type {number} */ n) => `${n} not printed`,
  doubtful: (/** @type {number} */ n) => `${n}: did they come out?`,
  stop: (/** @type {number} */ n) => `Stop: do not print the last ${n}`,
};
