/** The lines of an order, how far each is, and the mapping of those whose offer nobody knows yet. */
import { useAction } from "../action.js";
import { post } from "../api.js";
import { sent, typed } from "../form.js";
import { Trouble } from "../frame.js";
import { html } from "../html.js";
import { useState } from "../vendor/preact-hooks.js";
import { words } from "../words.js";

const text = await words("order");

const BY_SKU = "sku:";
/** @type {("reserved" | "picked" | "packed" | "shipped" | "cancelled")[]} */
const STEPS = ["reserved", "picked", "packed", "shipped", "cancelled"];

/** @param {{order: import("../shapes.js").Order}} props */
export function OrderLines({ order }) {
  return html`
    <section class="card">
      <h2>${text.lines}</h2>
      <ul class="rows order-lines">
        ${order.lines.map((line, place) => html`<${Line} key=${place} order=${order} line=${line} />`)}
      </ul>
    </section>
  `;
}

/** @param {{order: import("../shapes.js").Order, line: import("../shapes.js").OrderLine}} props */
function Line({ order, line }) {
  if (line.sku === null) return html`<${Unmapped} order=${order} line=${line} />`;
  return html`
    <li>
      <span class="count">${line.ordered} ×</span>
      <span class="what"><b class="sku">${line.sku}</b><small>${line.description || line.title}</small></span>
      <span class="steps">${progress(line).map(([step, count]) => html`<span key=${step} class=${`step ${step}`}>${count} ${text.progress[step]}</span>`)}</span>
    </li>
  `;
}

/**
 * Units of a line by what has become of them, none left out.
 * @param {import("../shapes.js").OrderLine} line @returns {[string, number][]}
 */
function progress(line) {
  const waiting = line.ordered - STEPS.reduce((sum, step) => sum + line[step], 0);
  return /** @type {[string, number][]} */ ([["waiting", waiting], ...STEPS.map((step) => [step, line[step]])]).filter(([, count]) => count > 0);
}

/** @param {{order: import("../shapes.js").Order, line: import("../shapes.js").OrderLine}} props */
function Unmapped({ order, line }) {
  const [sku, name] = useState("");
  const [multiplier, count] = useState("1");
  const offer = line.listing || `${BY_SKU}${line.channel_sku}`;
  const map = useAction(async () => {
    const { channel, account } = order;
    await post("/listings", { channel, account, listing: offer, sku: sku.trim(), multiplier: Number(multiplier) });
  });
  return html`
    <li class="unmapped">
      <span class="count">${line.quantity} ×</span>
      <span class="what"><b>${line.title}</b><small>${text.notMapped}: ${offer}</small></span>
      ${order.state !== "cancelled" && html`
        <form class="inline" onSubmit=${sent(map.run)}>
          <label>${text.mapTo}<input name="sku" required maxlength="200" value=${sku} autocomplete="off" onInput=${typed(name)} /></label>
          <label class="short">${text.multiplier}<input type="number" name="multiplier" min="1" step="1" required value=${multiplier}
            onInput=${typed(count)} /></label>
          <button class="main" disabled=${map.busy}>${text.map}</button>
          <${Trouble} error=${map.error} />
        </form>`}
    </li>
  `;
}
