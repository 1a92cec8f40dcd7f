/** A QR code, dark on white at any time of day: many cameras read no other. */
import { html } from "../html.js";

const QUIET = 4;

/** @param {{rows: string[], label: string}} props a row a string, `#` is dark */
export function QrCode({ rows, label }) {
  const side = rows.length + 2 * QUIET;
  const dark = rows.map((row, down) => row.replace(/#+|\./g, (run, across) => (run === "." ? "" : `M${across + QUIET} ${down + QUIET}h${run.length}v1h-${run.length}z`)));
  return html`
    <svg class="qr" viewBox=${`0 0 ${side} ${side}`} role="img" aria-label=${label} shape-rendering="crispEdges">
      <rect width=${side} height=${side} /><path d=${dark.join("")} />
    </svg>
  `;
}
