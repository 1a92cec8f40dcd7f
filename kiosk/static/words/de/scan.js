/** @type {typeof import("../en/scan.js").default} */
export default {
  simulated: "Kein Scanner zur Hand? Barcode antippen",
  item: "Richtiger Artikel",
  wrong: "Falscher Artikel",
  tote: "Behälter",
  scansHere: (scanner) => `${scanner} scannt hier`,
  scansElsewhere: (scanner, kiosk) => `${scanner} scannt jetzt an ${kiosk}`,
  inHand: (scanner, person) => `${scanner} hat gerade ${person}`,
  scansNothing: "Hier scannt kein Scanner",
  chooseScanner: "Scanner für diesen Bildschirm",
  seen: "OK",
};
