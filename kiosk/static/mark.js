/** The sign of how something is; colour alone tells nobody. */
import { html } from "./html.js";

/** @param {{status: string}} props good, bad or unknown */
export function Mark({ status }) {
  return html`<span class="mark" aria-hidden="true">${{ good: "✓", bad: "!", unknown: "?" }[status]}</span>`;
}
