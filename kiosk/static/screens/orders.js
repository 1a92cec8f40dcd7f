/** The order console: every order of every channel, by state, channel and text. */
import { typed } from "../form.js";
import { Frame, Missing, Nothing } from "../frame.js";
import { html } from "../html.js";
import { useResource } from "../resource.js";
import { useEffect, useState } from "../vendor/preact-hooks.js";
import { day } from "../wording.js";
import { words } from "../words.js";

const text = await words("orders");
const { channels, states } = await words("states");

const PAGE = 50;
const TYPING_MS = 250;
// Kept while the page is open, so that the way back from an order leads to the same list.
/** @typedef {{state: string, channel: string, text: string}} Filter */

let kept = /** @type {Filter} */ ({ state: "", channel: "", text: "" });

export function Orders() {
  const health = useResource("/health", ["order"]);
  const [filter, show] = useState(kept);
  const change = (/** @type {Partial<Filter>} */ part) => {
    kept = { ...kept, ...part };
    show(kept);
  };
  const query = new URLSearchParams({ ...filter, most: String(PAGE) }).toString();
  const first = useResource(`/orders?${query}`, ["order"]);
  return html`
    <${Frame} title=${text.title} resources=${[first, health]} kind="console">
      <${Filters} backlog=${health.data?.backlog ?? {}} filter=${filter} change=${change} />
      <${Missing} resource=${first} />
      ${first.data && !first.data.orders.length && html`<${Nothing} words=${text.none} />`}
      <ul class="orders" key=${query}>
        ${first.data && html`<${Page} resource=${first} query=${query} />`}
      </ul>
    <//>
  `;
}

/** @param {{backlog: Record<string, number>, filter: Filter, change: (part: Partial<Filter>) => void}} props */
function Filters({ backlog, filter, change }) {
  const all = Object.values(backlog).reduce((sum, count) => sum + count, 0);
  const shown = Object.keys(states).filter((state) => backlog[state] || state === filter.state);
  return html`
    <div class="filters">
      <div class="chips" role="group" aria-label=${text.title}>
        <${Chip} words=${text.all} count=${all} on=${!filter.state} choose=${() => change({ state: "" })} />
        ${shown.map(
          (state) => html`<${Chip} key=${state} words=${states[state]} count=${backlog[state] ?? 0}
            on=${filter.state === state} choose=${() => change({ state })} />`,
        )}
      </div>
      <div class="narrow">
        <select aria-label=${text.anyChannel} value=${filter.channel} onChange=${typed((channel) => change({ channel }))}>
          <option value="">${text.anyChannel}</option>
          ${Object.entries(channels).map(([channel, name]) => html`<option key=${channel} value=${channel}>${name}</option>`)}
        </select>
        <${Search} words=${filter.text} search=${(/** @type {string} */ words) => change({ text: words })} />
      </div>
    </div>
  `;
}

/** @param {{words: string, count: number, on: boolean, choose: () => void}} props */
function Chip({ words, count, on, choose }) {
  return html`<button class="chip" aria-pressed=${on} onClick=${choose}>${words} <b>${count}</b></button>`;
}

/** @param {{words: string, search: (words: string) => void}} props */
function Search({ words, search }) {
  const [entered, enter] = useState(words);
  useEffect(() => {
    if (entered === words) return undefined;
    const timer = setTimeout(() => search(entered), TYPING_MS);
    return () => clearTimeout(timer);
  }, [entered]);
  return html`<input type="search" aria-label=${text.search} placeholder=${text.find} value=${entered} maxlength="200"
    onInput=${typed(enter)} />`;
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
