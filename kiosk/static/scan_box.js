/** The box that codes are scanned and typed into. */
import { html } from "./html.js";
import { later } from "./later.js";
import { useLayoutEffect, useRef } from "./vendor/preact-hooks.js";
import { useWedge } from "./wedge.js";
import { words } from "./words.js";

const text = await words("frame");

const CameraButton = later(() => import("./camera.js").then((found) => found.CameraButton));

/**
 * Takes the focus, so that a scanner that types needs no tap; the keyboard of a touchscreen stays away.
 * @param {{onCode: (code: string) => void, waiting: string}} props
 */
export function ScanBox({ onCode, waiting }) {
  const box = useRef(/** @type {HTMLInputElement | null} */ (null));
  useWedge(onCode);
  useLayoutEffect(() => box.current?.focus({ preventScroll: true }), []);
  const submitted = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!box.current) return;
    const code = box.current.value;
    box.current.value = "";
    onCode(code);
  };
  return html`
    <form class="scan-box" onSubmit=${submitted}>
      <input
        ref=${box}
        name="code"
        aria-label=${text.scan}
        placeholder=${waiting ? text.sending(waiting) : text.scan}
        inputmode="none"
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        maxlength="200"
        onDblClick=${() => box.current?.setAttribute("inputmode", "text")}
      />
      <${CameraButton} onCode=${onCode} />
    </form>
  `;
}
