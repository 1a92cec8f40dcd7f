/** How codes come in at a screen: a box to scan into, and barcodes to tap where no scanner is at hand. */
import { get } from "./api.js";
import { code128 } from "./code128.js";
import { html } from "./html.js";
import { text } from "./messages.js";
import { useEffect, useRef, useState } from "./vendor/preact-hooks.js";
import { useWedge } from "./wedge.js";

const QUIET = 10;
const UNKNOWN_CODE = "9999999999994";

/**
 * Takes the focus, so that a scanner that types needs no tap; the keyboard of a touchscreen stays away.
 * @param {{onCode: (code: string) => void, waiting: string}} props
 */
export function ScanBox({ onCode, waiting }) {
  const box = useRef(/** @type {HTMLInputElement | null} */ (null));
  useWedge(onCode);
  useEffect(() => box.current?.focus({ preventScroll: true }), []);
  const submitted = (event) => {
    event.preventDefault();
    const code = box.current.value;
    box.current.value = "";
    onCode(code);
  };
  return html`
    <form class="scan-box" onSubmit=${submitted}>
      <input
        ref=${box}
        name="code"
        aria-label=${text.scan.label}
        placeholder=${waiting ? text.scan.sending(waiting) : text.scan.label}
        inputmode="none"
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        maxlength="200"
        onDblClick=${() => box.current.setAttribute("inputmode", "text")}
      />
    </form>
  `;
}

/** @param {{codes: {code: string, label: string, wrong?: boolean}[], onCode: (code: string) => void}} props */
export function StandIns({ codes, onCode }) {
  return html`
    <div class="stand-ins" role="group" aria-label=${text.scan.simulated}>
      <div class="codes">
        ${codes.map(
          ({ code, label, wrong }) => html`
            <button key=${label} class=${`barcode ${wrong ? "wrong" : ""}`} onClick=${() => onCode(code)}>
              <span class="label">${label}</span>
              <${Bars} words=${code} />
              <span class="code">${code}</span>
            </button>
          `,
        )}
      </div>
    </div>
  `;
}

function Bars({ words }) {
  const widths = code128(words);
  if (!widths) return null;
  let place = QUIET;
  const bars = widths.map((width, number) => {
    const bar = number % 2 ? "" : `M${place} 0h${width}v1h-${width}z`;
    place += width;
    return bar;
  });
  return html`
    <svg class="bars" viewBox=${`0 0 ${place + QUIET} 1`} preserveAspectRatio="none" aria-hidden="true" shape-rendering="crispEdges">
      <path d=${bars.join("")} />
    </svg>
  `;
}

/**
 * A code that is a mistake here: an item of another order, to try the alarm with.
 * @param {boolean} wanted @param {string[]} rightSkus @returns {string}
 */
export function useWrongCode(wanted, rightSkus) {
  const [skus, learn] = useState(/** @type {string[]} */ ([]));
  useEffect(() => {
    if (wanted) otherSkus().then(learn, () => learn([]));
  }, [wanted]);
  return skus.find((sku) => !rightSkus.includes(sku)) ?? UNKNOWN_CODE;
}

async function otherSkus() {
  const page = await get("/orders?most=4&state=allocated");
  const orders = await Promise.all(page.orders.map((row) => get(`/orders/${row.order}`)));
  return orders.flatMap((order) => order.lines.map((line) => line.sku)).filter(Boolean);
}
