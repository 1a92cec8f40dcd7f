/** The order console: every order of every channel, filtered, newest first, a page at a time. */
import { Frame, Missing, Nothing } from "../frame.js";
import { html } from "../html.js";
import { useResource } from "../resource.js";
import { useState } from "../vendor/preact-hooks.js";
import { day } from "../wording.js";
import { words } from "../words.js";
import { asked, keep, wanted } from "./order_filter.js";
import { Filters } from "./order_filters.js";

const text = await words("orders");
const { channels, states } = await words("states");

const PAGE = 50;

/** @typedef {import("./order_filter.js").Filter} Filter */

export function Orders() {
  const summary = useResource("/summary", ["order"]);
  const [filter, show] = useState(wanted);
  const change = (/** @type {Partial<Filter>} */ part) => show((/** @type {Filter} */ before) => keep({ ...before, ...part }));
  const said = asked(filter, summary.data?.today);
  const query = said ? new URLSearchParams({ ...said, most: String(PAGE) }).toString() : "";
  const first = useResource(query && `/orders?${query}`, ["order"]);
  return html`
    <${Frame} title=${text.title} resources=${[first, summary]} kind="console">
      <${Filters} counts=${summary.data ?? {}} filter=${filter} change=${change} />
      <${Missing} resource=${said ? first : summary} />
      ${first.data && !first.data.orders.length && html`<${Nothing} words=${text.none} />`}
      <ul class="orders" key=${query}>
        ${first.data && html`<${Page} resource=${first} query=${query} />`}
      </ul>
    <//>
  `;
}

/**
 * One page of the list, and the next one behind it once it was asked for.
 * @param {{resource: import("../resource.js").Resource, query: string}} props
 */
function Page({ resource, query }) {
  const [further, open] = useState("");
  /** @type {{orders: import("../shapes.js").OrderRow[], next: string}} */
  const { orders, next } = resource.data;
  return html`
    ${orders.map((order) => html`<${Row} key=${order.order} order=${order} />`)}
    ${next && further !== next && html`<li class="further"><button onClick=${() => open(next)}>${text.more}</button></li>`}
    ${next && further === next && html`<${NextPage} key=${next} query=${query} before=${next} />`}
  `;
}

/** @param {{query: string, before: string}} props */
function NextPage({ query, before }) {
  const resource = useResource(`/orders?${query}&before=${before}`, ["order"]);
  return resource.data ? html`<${Page} resource=${resource} query=${query} />` : html`<li><${Missing} resource=${resource} /></li>`;
}

/** @param {{order: import("../shapes.js").OrderRow}} props */
function Row({ order }) {
  return html`
    <li>
      <a href=${`#/orders/${order.order}`}>
        <b class="number">${order.order}</b>
        <${State} state=${order.state} />
        <span class="buyer">${order.buyer}</span>
        <span class="channel">${channels[order.channel] ?? order.channel} ${order.external_number}</span>
        <span class="due">${order.ship_by_ms ? text.shipBy(day(order.ship_by_ms)) : ""}</span>
      </a>
    </li>
  `;
}

/** @param {{state: string}} props */
export function State({ state }) {
  return html`<span class=${`state-of ${state}`}>${states[state] ?? state}</span>`;
}
