/** The order console: every order of every channel, by state, channel and text. */
import { Frame, Missing, Nothing } from "../frame.js";
import { html } from "../html.js";
import { text } from "../messages.js";
import { useResource } from "../resource.js";
import { useEffect, useState } from "../vendor/preact-hooks.js";
import { day } from "../wording.js";

const PAGE = 50;
const TYPING_MS = 250;
// Kept while the page is open, so that the way back from an order leads to the same list.
let kept = { state: "", channel: "", text: "" };

export function Orders() {
  const health = useResource("/health", ["order"]);
  const [filter, show] = useState(kept);
  const change = (part) => {
    kept = { ...kept, ...part };
    show(kept);
  };
  const query = new URLSearchParams({ ...filter, most: String(PAGE) }).toString();
  const first = useResource(`/orders?${query}`, ["order"]);
  return html`
    <${Frame} title=${text.orders.title} resources=${[first, health]} kind="console">
      <${Filters} backlog=${health.data?.backlog ?? {}} filter=${filter} change=${change} />
      <${Missing} resource=${first} />
      ${first.data && !first.data.orders.length && html`<${Nothing} words=${text.orders.none} />`}
      <ul class="orders" key=${query}>
        ${first.data && html`<${Page} resource=${first} query=${query} />`}
      </ul>
    <//>
  `;
}

function Filters({ backlog, filter, change }) {
  const all = Object.values(backlog).reduce((sum, count) => sum + count, 0);
  const states = Object.keys(text.orders.states).filter((state) => backlog[state] || state === filter.state);
  return html`
    <div class="filters">
      <div class="chips" role="group" aria-label=${text.orders.title}>
        <${Chip} words=${text.orders.all} count=${all} on=${!filter.state} choose=${() => change({ state: "" })} />
        ${states.map(
          (state) => html`<${Chip} key=${state} words=${text.orders.states[state]} count=${backlog[state] ?? 0}
            on=${filter.state === state} choose=${() => change({ state })} />`,
        )}
      </div>
      <div class="narrow">
        <select aria-label=${text.orders.anyChannel} value=${filter.channel} onChange=${(event) => change({ channel: event.target.value })}>
          <option value="">${text.orders.anyChannel}</option>
          ${Object.entries(text.orders.channels).map(([channel, name]) => html`<option key=${channel} value=${channel}>${name}</option>`)}
        </select>
        <${Search} words=${filter.text} search=${(words) => change({ text: words })} />
      </div>
    </div>
  `;
}

function Chip({ words, count, on, choose }) {
  return html`<button class="chip" aria-pressed=${on} onClick=${choose}>${words} <b>${count}</b></button>`;
}

function Search({ words, search }) {
  const [typed, type] = useState(words);
  useEffect(() => {
    if (typed === words) return undefined;
    const timer = setTimeout(() => search(typed), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return html`<input type="search" aria-label=${text.orders.search} placeholder=${text.orders.find} value=${typed} maxlength="200"
    onInput=${(event) => type(event.target.value)} />`;
}

/** One page of the list, and the next one behind it once it was asked for. */
function Page({ resource, query }) {
  const [further, open] = useState("");
  const { orders, next } = resource.data;
  return html`
    ${orders.map((order) => html`<${Row} key=${order.order} order=${order} />`)}
    ${next && further !== next && html`<li class="further"><button onClick=${() => open(next)}>${text.more}</button></li>`}
    ${next && further === next && html`<${NextPage} key=${next} query=${query} before=${next} />`}
  `;
}

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
        <span class="channel">${text.orders.channels[order.channel] ?? order.channel} ${order.external_number}</span>
        <span class="due">${order.ship_by_ms ? text.orders.shipBy(day(order.ship_by_ms)) : ""}</span>
      </a>
    </li>
  `;
}

/** @param {{state: string}} props */
export function State({ state }) {
  return html`<span class=${`state-of ${state}`}>${text.orders.states[state] ?? state}</span>`;
}
