/** Deliveries: what is expected, what is overdue; one is chosen, or goods come without an order. */
import { Frame, Missing, Nothing } from "../frame.js";
import { html } from "../html.js";
import { useResource } from "../resource.js";
import { day } from "../wording.js";
import { words } from "../words.js";

const text = await words("receiving");

/** @typedef {import("../shapes.js").PurchaseOrder} PurchaseOrder */

export function Receive() {
  const due = useResource("/purchase-orders", ["purchase_order"]);
  /** @type {PurchaseOrder[]} */
  const orders = (due.data?.purchase_orders ?? []).filter((/** @type {PurchaseOrder} */ order) => order.missing > 0);
  return html`
    <${Frame} title=${text.title} resources=${[due]} kind="choice">
      <${Missing} resource=${due} />
      ${due.data && !orders.length && html`<${Nothing} words=${text.none} />`}
      ${orders.length > 0 && html`
        <h2>${text.which}</h2>
        <ul class="choices">${orders.map((order) => html`<${Delivery} key=${order.number} order=${order} />`)}</ul>`}
      ${due.data && html`<div class="foot"><a class="button" href="#/receive/loose">${text.loose}</a></div>`}
    <//>
  `;
}

/** @param {{order: PurchaseOrder}} props */
function Delivery({ order }) {
  return html`
    <li>
      <a class=${order.late ? "late" : ""} href=${`#/receive/order/${encodeURIComponent(order.number)}`}>
        <span class="what"><b>${order.number}</b> ${order.supplier}
          <small>${order.expected_ms ? text.expected(day(order.expected_ms)) : text.noDay}</small></span>
        ${order.late && html`<span class="tag">${text.overdue}</span>`}
        <span class="figure">${order.received}<small>${text.ofOrdered(order.ordered)}</small></span>
      </a>
    </li>
  `;
}
