/** The story of an order: who, what, when, with which device; newest last, as it happened. */
import { html } from "../html.js";
import { day, timeOfDay } from "../wording.js";
import { words } from "../words.js";

const text = await words("order");

/** @type {Record<string, keyof typeof SIGNS>} */
const MARKS = {
  received: "in", changed: "in", arrived_again: "in", changed_too_late: "bad",
  held: "bad", wrong_scan: "bad", short: "bad", reservation_broken: "bad", cancelled: "bad",
  picked: "good", verified: "good", packed: "good", shipped: "good", put_back: "good",
};
const SIGNS = { in: "→", bad: "!", good: "✓" };

/** @param {{entries: import("../shapes.js").Entry[]}} props */
export function Timeline({ entries }) {
  let last = "";
  return html`
    <section class="card timeline">
      <h2>${text.timeline}</h2>
      ${!entries.length && html`<p>${text.empty}</p>`}
      <ol>
        ${entries.map((entry, place) => {
          const today = day(entry.at_ms);
          const heading = today !== last && html`<li key=${`day ${place}`} class="day">${today}</li>`;
          last = today;
          return html`${heading}<${Happened} key=${place} entry=${entry} />`;
        })}
      </ol>
    </section>
  `;
}

/** @param {{entry: import("../shapes.js").Entry}} props */
function Happened({ entry }) {
  const mark = MARKS[entry.kind];
  return html`
    <li class=${mark ?? ""}>
      <time datetime=${new Date(entry.at_ms).toISOString()}>${timeOfDay(entry.at_ms)}</time>
      <span class="mark" aria-hidden="true">${mark ? SIGNS[mark] : "·"}</span>
      <span class="what">${entry.text}<small>${[entry.actor, entry.device].filter(Boolean).join(" · ")}</small></span>
    </li>
  `;
}
