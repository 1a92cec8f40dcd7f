/** Barcodes that stand in for a scanner. */
export default {
  simulated: "No scanner at hand? Tap a barcode",
  item: "Right item",
  wrong: "Wrong item",
  tote: "Tote",
};
