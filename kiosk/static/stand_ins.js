/** Barcodes to tap where the box has simulated scanners, among them a mistake to try the alarm with. */
import { get } from "./asking.js";
import { code128 } from "./code128.js";
import { html } from "./html.js";
import { useEffect, useState } from "./vendor/preact-hooks.js";
import { words } from "./words.js";

const text = await words("scan");

const QUIET = 10;
const UNKNOWN_CODE = "9999999999994";

/**
 * @param {{codes: {code: string, label: string}[], right?: string[], onCode: (code: string) => void}} props
 *   `right` are the SKUs that are no mistake here; without them no mistake is offered
 */
export function StandIns({ codes, right, onCode }) {
  const wrong = useWrongCode(right);
  const offered = codes.map((entry) => ({ ...entry, mistake: false, ready: true }));
  if (right) offered.push({ code: wrong ?? UNKNOWN_CODE, label: text.wrong, mistake: true, ready: wrong !== null });
  return html`
    <div class="stand-ins" role="group" aria-label=${text.simulated}>
      <div class="codes">
        ${offered.map(
          ({ code, label, mistake, ready }) => html`
            <button key=${label} class=${`barcode ${mistake ? "wrong" : ""}`} disabled=${!ready} onClick=${() => onCode(code)}>
              <span class="label">${label}</span>
              <${Bars} code=${code} />
              <span class="code">${code}</span>
            </button>
          `,
        )}
      </div>
    </div>
  `;
}

/** @param {{code: string}} props */
function Bars({ code }) {
  const widths = code128(code);
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
 * A code that is a mistake here: an item of another order. Null until the box has named one.
 * @param {string[] | undefined} right @returns {string | null}
 */
function useWrongCode(right) {
  const [skus, learn] = useState(/** @type {string[] | null} */ (null));
  useEffect(() => {
    if (right) otherSkus().then(learn, () => learn([]));
  }, [Boolean(right)]);
  return skus && (skus.find((sku) => !right?.includes(sku)) ?? UNKNOWN_CODE);
}

/** @returns {Promise<string[]>} */
async function otherSkus() {
  /** @type {{orders: import("./shapes.js").OrderRow[]}} */
  const page = await get("/orders?most=4&state=allocated");
  /** @type {import("./shapes.js").Order[]} */
  const orders = await Promise.all(page.orders.map((row) => get(`/orders/${row.order}`)));
  return orders.flatMap((order) => order.lines.flatMap((line) => line.sku ?? []));
}
