/** A walk at its first sight. */
export default {
  title: "Pick",
  of: (/** @type {number} */ done, /** @type {number} */ stops) => `Stops: ${done} of ${stops}`,
  bin: "Bin",
  item: "Right item",
  goTo: "Go to bin",
  scanBin: "and scan its label",
  take: "Take and scan",
  unit: "unit",
  ofUnits: (/** @type {number} */ quantity) => `of ${quantity} left`,
  into: "Into tote",
  otherBin: "Another bin has it. The walk goes on there.",
  short: "No bin has it. The order is held for a decision.",
  kept: "What you scan is kept on this device and counted when the box is back.",
};
