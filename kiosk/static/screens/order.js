/** One order: where it stands, what a person may decide about it, and its whole story. */
import { useAction } from "../action.js";
import { post } from "../api.js";
import { Frame, Missing, Trouble } from "../frame.js";
import { html } from "../html.js";
import { useResource } from "../resource.js";
import { day, moment, money } from "../wording.js";
import { words } from "../words.js";
import { Decisions, Holds, PutBacks } from "./order_decisions.js";
import { OrderLines } from "./order_lines.js";
import { Substitutes } from "./order_substitutes.js";
import { State } from "./orders.js";
import { Timeline } from "./timeline.js";

const text = await words("order");
const { channels, states } = await words("states");

/** @param {{words: string[]}} props any number the order is known by */
export function OrderScreen({ words: [number] }) {
  const story = useResource(`/orders/${encodeURIComponent(number)}/timeline`, ["order", "print_job"]);
  /** @type {import("../shapes.js").Order | undefined} */
  const order = story.data?.order;
  return html`
    <${Frame} title=${order?.order ?? number} up="/orders" resources=${[story]} kind="story">
      <${Missing} resource=${story} />
      ${order && html`
        <p class="standing"><${State} state=${order.state} /> ${order.buyer}
          <small>${channels[order.channel] ?? order.channel} ${order.external_number}</small></p>
        <div class="columns">
          <div>
            <${Holds} order=${order} />
            <${Substitutes} order=${order} />
            <${PutBacks} order=${order} />
            <${OrderLines} order=${order} />
            <${Facts} order=${order} />
            <${Shipments} order=${order} />
            <${Decisions} order=${order} />
          </div>
          <${Timeline} entries=${story.data.entries} />
        </div>`}
    <//>
  `;
}

/** @param {{order: import("../shapes.js").Order}} props */
function Facts({ order }) {
  const channel = channels[order.channel] ?? order.channel;
  const place = order.ship_to;
  const lines = [place.name, place.company, place.line1, place.line2, `${place.postcode} ${place.city}`.trim(), place.region, place.country];
  return html`
    <section class="card facts">
      <dl>
        <dt>${channel}</dt><dd>${order.external_number} ${order.account && html`<small>${order.account}</small>`}</dd>
        <dt>${text.placed}</dt><dd>${moment(order.placed_ms)}</dd>
        ${order.ship_by_ms && html`<dt>${text.shipBy}</dt><dd>${day(order.ship_by_ms)}</dd>`}
        ${order.service && html`<dt>${text.service}</dt><dd>${order.service}</dd>`}
        <dt>${text.total}</dt><dd>${money(order.total_minor, order.currency)}</dd>
        ${order.tote && html`<dt>${text.tote}</dt><dd>${order.tote}</dd>`}
        <dt>${text.shipTo}</dt><dd>${lines.filter(Boolean).map((line, place) => html`<span key=${place} class="line">${line}</span>`)}</dd>
        ${order.note && html`<dt>${text.note}</dt><dd class="note">${order.note}</dd>`}
      </dl>
    </section>
  `;
}

/** @param {{order: import("../shapes.js").Order}} props */
function Shipments({ order }) {
  const stations = useResource("/stations", []);
  const station = stations.data?.stations[0]?.station;
  const reprint = useAction(() => post(`/orders/${order.order}/reprint`, { station }));
  if (!order.shipments.length) return null;
  return html`
    <section class="card">
      <h2>${text.shipments}</h2>
      <ul class="rows">
        ${order.shipments.map(
          (shipment, place) => html`
            <li key=${place}>
              <span class="what"><b>${shipment.carrier} ${shipment.service}</b> ${shipment.tracking}
                <small>${[states[shipment.state], shipment.weight_g && text.weight(shipment.weight_g),
                  shipment.batch && text.inBatch(shipment.batch)].filter(Boolean).join(" · ")}</small></span>
            </li>
          `,
        )}
      </ul>
      ${station && html`<button disabled=${reprint.busy} onClick=${reprint.run}>${text.reprint}</button>`}
      <${Trouble} error=${reprint.error} />
    </section>
  `;
}
