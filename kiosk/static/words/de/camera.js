/** @type {typeof import("../en/camera.js").default} */
export default {
  open: "Mit der Kamera scannen",
  aim: "Die Kamera über einen Barcode halten.",
  close: "Schließen",
  notAllowed: "Die Kamera ist nicht erlaubt. In den Einstellungen des Browsers für diese Seite erlauben, dann noch einmal versuchen.",
  noCamera: "Gerade ist an diesem Gerät keine Kamera bereit.",
  noReader: "Der Leser für Barcodes ist nicht geladen. Die Box hat nicht geantwortet; noch einmal, sobald sie wieder da ist.",
};
