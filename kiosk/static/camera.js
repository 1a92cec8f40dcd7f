/** The camera as a scanner: one press, one code. Browsers give it to a page only where its address is a safe one. */
import { barcodeReader } from "./barcode_reader.js";
import { html } from "./html.js";
import { useEffect, useRef, useState } from "./vendor/preact-hooks.js";
import { words } from "./words.js";

const text = await words("camera");

// A person holds still for longer than this, and the battery lasts.
const LOOK_EVERY_MS = 120;

/**
 * The button, where there is a camera.
 * @param {{onCode: (code: string) => void}} props
 */
export function CameraButton({ onCode }) {
  const [isThere, know] = useState(false);
  const [open, show] = useState(false);
  useEffect(() => {
    hasCamera().then(know);
  }, []);
  if (!isThere) return null;
  const seen = (/** @type {string} */ code) => {
    show(false);
    onCode(code);
  };
  return html`
    <button type="button" class="camera-button" aria-label=${text.open} onClick=${() => show(true)}>
      <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 8h3l2-3h6l2 3h3v11H4z" /><circle cx="12" cy="13" r="3.5" /></svg>
    </button>
    ${open && html`<${Finder} seen=${seen} close=${() => show(false)} />`}
  `;
}

async function hasCamera() {
  const devices = await navigator.mediaDevices?.enumerateDevices().catch(() => []);
  return devices?.some(({ kind }) => kind === "videoinput") ?? false;
}

/**
 * The camera's picture over the whole screen, until a code is seen in it.
 * @param {{seen: (code: string) => void, close: () => void}} props
 */
function Finder({ seen, close }) {
  const video = useRef(/** @type {HTMLVideoElement | null} */ (null));
  const [trouble, tell] = useState("");
  useEffect(() => {
    const over = new AbortController();
    look(/** @type {HTMLVideoElement} */ (video.current), over.signal).then(
      (code) => code && seen(code),
      (error) => tell(wordsFor(error)),
    );
    return () => over.abort();
  }, []);
  return html`
    <div class="finder" role="dialog" aria-modal="true" aria-label=${text.open}>
      <video ref=${video} playsinline muted aria-hidden="true"></video>
      ${trouble ? html`<p class="trouble" role="alert">${trouble}</p>` : html`<p role="status">${text.aim}</p>`}
      <button type="button" onClick=${close}>${text.close}</button>
    </div>
  `;
}

/**
 * Look through the camera until a code is seen; empty when it is given up before.
 * @param {HTMLVideoElement} video @param {AbortSignal} over @returns {Promise<string>}
 */
async function look(video, over) {
  const camera = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } } });
  try {
    video.srcObject = camera;
    await video.play();
    const read = await barcodeReader();
    while (!over.aborted) {
      const code = await read(video);
      if (code && !over.aborted) return code;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    return "";
  } finally {
    camera.getTracks().forEach((track) => track.stop());
  }
}

/** @param {Error} error */
function wordsFor({ name }) {
  if (name === "NotAllowedError") return text.notAllowed;
  return name === "TypeError" ? text.noReader : text.noCamera;
}
