/** What was printed. */
export default {
  last: "Last papers",
  none: "It has printed nothing yet.",
  doubtful: "Look at the printer",
  cameOut: "Did it come out?",
  itDid: "Yes, it is here",
  itDidNot: "No, print it again",
  look: "Look",
  hide: "Hide",
  copy: "COPY",
  again: "Print again",
  againCopy: "Print a copy",
  cancel: "Do not print",
  noPicture: "There is no picture of it.",
  /** @type {Record<string, string>} */
  documents: {
    slip: "Slip",
    item_label: "Item label",
    bin_label: "Bin label",
    tote_label: "Tote label",
    station_label: "Station label",
    badge: "Badge",
    setup_sheet: "Setup sheet",
    test_page: "Test page",
    carrier_label: "Carrier label",
  },
  /** @type {Record<string, string>} */
  states: {
    queued: "waits",
    sending: "printing",
    sent: "sent to the printer",
    confirmed: "printed",
    failed: "not printed",
    unconfirmed: "not known whether it came out",
    expired: "too old, not printed",
  },
};
