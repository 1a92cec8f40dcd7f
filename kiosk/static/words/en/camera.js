/** The camera as a scanner. */
export default {
  open: "Scan with the camera",
  aim: "Hold the camera over one barcode.",
  close: "Close",
  notAllowed: "The camera was not let in. Allow it in the browser's settings of this page, then try again.",
  noCamera: "This device has no camera that works just now.",
  noReader: "The reader of barcodes did not load. The box did not answer; try again when it is back.",
};
