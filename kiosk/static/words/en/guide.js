/** What the setup says while a first order is picked and packed. */

export default {
  title: "Setup",
  step: "Setup: 4 of 6.",
  scanBin: (/** @type {string} */ bin) => `Tap the barcode of the bin ${bin}.`,
  scanItem: "Now tap the barcode “Right item”.",
  wrong: "That was the wrong one, so nothing was counted. Tap the right barcode.",
  isEmpty: (/** @type {string} */ bin) => `Nothing should be left in ${bin}. Tap “Empty”.`,
  finishWalk: "All is in the tote. Tap “Finish walk”.",
  walked: "Picked. Tap “To packing” to check it at the bench.",
  toPacking: "To packing",
  givenBack: "This walk was given back. Start another one.",
  another: "Start another walk",
  openTote: "Tap the tote that waits.",
  checkItems: "Tap the barcode “Right item” until every line is done.",
  seal: "All is checked. Tap “Seal and print”.",
  printed: "This is the slip.",
  goOn: "Go on",
  elsewhere: "The first order waits for you.",
  back: "Back to the setup",
};
