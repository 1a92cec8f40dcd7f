/** What of a delivery is still to come, and what was taken in when a person is done. */
import { useAction } from "../action.js";
import { post } from "../api.js";
import { Trouble } from "../frame.js";
import { html } from "../html.js";
import { go } from "../route.js";
import { words } from "../words.js";

const text = await words("receiving");

/** @typedef {import("../shapes.js").PurchaseOrder} PurchaseOrder */

/**
 * What is missing stands first.
 * @param {{order: PurchaseOrder}} props
 */
export function StillToCome({ order }) {
  const lines = [...order.lines].sort((one, other) => Number(other.missing > 0) - Number(one.missing > 0));
  return html`
    <ul class="heaps" aria-label=${text.stillToCome}>
      ${lines.map((line) => html`
        <li key=${line.sku} class=${line.missing ? "" : "complete"}>
          <span class="figure">${line.missing || html`<span aria-hidden="true">✓</span>`}</span>
          <span class="what"><b>${line.sku}</b><small>${line.description}</small></span>
          <span class="where">${text.came(line.received, line.ordered)}${line.over > 0 && html`<small>${text.over(line.over)}</small>`}</span>
        </li>`)}
    </ul>
  `;
}

/** @param {{received: {sku: string, quantity: number, bin: string, discrepancy: string}[], order: PurchaseOrder | null}} props */
export function Received({ received, order }) {
  const close = useAction(async () => {
    await post(`/purchase-orders/${encodeURIComponent(order?.number ?? "")}/close`);
    go("/receive");
  });
  const missing = order?.missing ?? 0;
  return html`
    <div class="ending">
      <h2>${text.done(received.reduce((sum, one) => sum + one.quantity, 0))}</h2>
      <ul class="heaps">
        ${received.map((one, place) => html`
          <li key=${place}>
            <span class="figure">${one.quantity}</span>
            <span class="what"><b>${one.sku}</b>${one.discrepancy && html`<small>${text.tooMany}</small>`}</span>
            <span class="where">${one.bin}</span>
          </li>`)}
      </ul>
      ${order && html`<p class="lead">${missing ? text.missing(missing) : text.complete(order.number)}</p>`}
      <${Trouble} error=${close.error} />
      <div class="actions">
        ${order?.state === "open" && html`<button disabled=${close.busy} onClick=${close.run}>${missing ? text.closeShort : text.close}</button>`}
        <a class="button main" href="#/put-away">${text.putAway}</a>
      </div>
    </div>
  `;
}
