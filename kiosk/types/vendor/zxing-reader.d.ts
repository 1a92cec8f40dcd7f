/** As much of zxing-wasm's reader as the camera uses. */
export interface ReadResult {
  text: string;
  /** `]C1` and the like: what kind of barcode it was (ISO/IEC 15424). */
  symbologyIdentifier: string;
  contentType: string;
}

export function readBarcodes(
  image: ImageData,
  options: { formats: string[]; maxNumberOfSymbols: number; textMode: "Plain" },
): Promise<ReadResult[]>;
