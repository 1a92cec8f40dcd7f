/** The returns desk, whose place is kept. */
export default {
  title: "Returns",
  later: "The returns desk comes with a later version",
  untilThen: "Goods that come back are safe in a bin that nothing is sold from. Until the desk is there:",
  steps: [
    "Put the units into a bin for returns or quarantine.",
    "Open that bin below, tap “Set right” at the item and choose “Came back”. If the item is not in the list, receive it into that bin without a purchase order.",
    "When they are good again, move them to a bin for picking. From then on they are sold.",
  ],
  noBin: "There is no bin for returns or quarantine yet. Ask the office to add one: its purpose is “returns” or “quarantine”.",
  receive: "Receive without a purchase order",
  look: "Look up",
};
