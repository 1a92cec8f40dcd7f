/** What barcodes a picture shows: by the browser where it can read them, else by a reader of ours, fetched when it is first needed. */

/** @typedef {(picture: HTMLVideoElement) => Promise<string>} Reader answers the code, empty where it sees none */

// What stands on goods and on our own labels.
const FORMATS = ["code_128", "code_39", "data_matrix", "ean_13", "ean_8", "itf", "qr_code", "upc_a", "upc_e"];
const OUR_FORMATS = ["Code128", "Code39", "DataMatrix", "EAN13", "EAN8", "ITF", "QRCode", "UPCA", "UPCE", "DataBar", "DataBarExp"];

/** @returns {Promise<Reader>} Rejects when ours can't be fetched. */
export async function barcodeReader() {
  const { BarcodeDetector } = /** @type {any} */ (globalThis);
  const read = (await BarcodeDetector?.getSupportedFormats().catch(() => [])) ?? [];
  if (!["code_128", "ean_13"].every((format) => read.includes(format))) return ours();
  const detector = new BarcodeDetector({ formats: FORMATS.filter((format) => read.includes(format)) });
  return async (picture) => (await detector.detect(picture))[0]?.rawValue ?? "";
}

/** @returns {Promise<Reader>} */
async function ours() {
  const { readBarcodes } = await import("./vendor/zxing-reader.js");
  const canvas = document.createElement("canvas");
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
  return async (picture) => {
    [canvas.width, canvas.height] = [picture.videoWidth, picture.videoHeight];
    if (!canvas.width) return "";
    context.drawImage(picture, 0, 0);
    const image = context.getImageData(0, 0, canvas.width, canvas.height);
    const [seen] = await readBarcodes(image, { formats: OUR_FORMATS, maxNumberOfSymbols: 1, textMode: "Plain" });
    if (!seen) return "";
    // A scanner says so too; without it the box would take the lot for a part of the number.
    return seen.contentType === "GS1" ? `${seen.symbologyIdentifier}${seen.text}` : seen.text;
  };
}
