/** What scans at this screen: barcodes that stand in for a scanner, scanners of the box. */
export default {
  simulated: "No scanner at hand? Tap a barcode",
  item: "Right item",
  wrong: "Wrong item",
  tote: "Tote",
  scansHere: (/** @type {string} */ scanner) => `${scanner} scans here`,
  scansElsewhere: (/** @type {string} */ scanner, /** @type {string} */ kiosk) => `${scanner} scans at ${kiosk} now`,
  inHand: (/** @type {string} */ scanner, /** @type {string} */ person) => `${scanner} is with ${person} now`,
  scansNothing: "No scanner scans here",
  chooseScanner: "Scanner for this screen",
  seen: "OK",
};
