/** The first screen: what waits where and since when, and how the devices are. */
import { Frame, Missing } from "../frame.js";
import { html } from "../html.js";
import { may, useMe } from "../me.js";
import { useResource } from "../resource.js";
import { since } from "../waiting.js";
import { words } from "../words.js";
import { DevicesLine } from "./devices_line.js";

const frameText = await words("frame");
const text = await words("home");
const queueText = await words("queues");

/** @typedef {import("../shapes.js").Queue} Queue */

// What a person needs to do the work behind a tile; where nothing is said, work on the stock.
/** @type {Record<string, string>} */
const RIGHTS = { "/pick": "pick", "/pack": "pack", "/ship": "ship", "/orders": "orders", "/look": "look", "/returns": "look" };

const TOPICS = ["order", "pick_session", "item", "count", "replenishment", "purchase_order"];

export function Home() {
  const health = useResource("/health", ["print_job", "device", "ledger"]);
  const queues = useResource("/queues", TOPICS);
  const known = useMe();
  return html`
    <${Frame} title=${frameText.product} resources=${[queues, health]} kind="home">
      <${Missing} resource=${queues} />
      ${queues.data && known && html`<${Tiles} queues=${queues.data.queues} />`}
      ${health.data && html`<${DevicesLine} health=${health.data} />`}
    <//>
  `;
}

/** @param {{queues: Queue[]}} props */
function Tiles({ queues }) {
  const tile = (/** @type {string} */ to, /** @type {string} */ title, /** @type {string} */ queue, /** @type {(n: number) => string} */ say, filter = "") => {
    const { waiting, oldest_ms } = queues.find((one) => one.queue === queue) ?? { waiting: 0, oldest_ms: null };
    const ago = queue === "receive" ? queueText.due : queueText.oldest;
    return html`<${Tile} to=${to} filter=${waiting ? filter : ""} title=${title} count=${waiting} hint=${say(waiting)} age=${waiting && oldest_ms !== null ? ago(since(oldest_ms)) : ""} />`;
  };
  return html`
    <nav class="tiles" aria-label=${frameText.product}>
      <${Group} name=${queueText.floor} kind="floor-work">
        ${tile("/pick", text.pick, "pick", text.ready)}
        ${tile("/pack", text.pack, "pack", text.waiting)}
        ${tile("/ship", text.ship, "ship", text.packed)}
      <//>
      <${Group} name=${queueText.stock} kind="stock-work">
        ${tile("/receive", queueText.receive, "receive", queueText.deliveries)}
        ${tile("/put-away", queueText.putAway, "put_away", queueText.onDocks)}
        ${tile("/replenish", queueText.replenish, "replenish", queueText.topUps)}
        ${tile("/counts", queueText.counts, "count", queueText.toCount)}
        ${tile("/put-back", queueText.putBack, "put_back", queueText.toPutBack)}
        <${Tile} to="/move" title=${queueText.move} hint=${queueText.moveHint} />
      <//>
      <${Group} name=${queueText.office} kind="office-work">
        ${tile("/orders", text.orders, "attention", text.attention, "?show=problem")}
        <${Tile} to="/look" title=${queueText.look} hint=${queueText.lookHint} />
        <${Tile} to="/returns" title=${queueText.returns} hint=${queueText.returnsHint} />
      <//>
    </nav>
  `;
}

/** @param {{name: string, kind: string, children?: any}} props */
function Group({ name, kind, children }) {
  return html`<section class=${`group ${kind}`}><h2>${name}</h2><div class="of-group">${children}</div></section>`;
}

/** @param {{to: string, filter?: string, title: string, count?: number | null, hint: string, age?: string}} props no count where nothing can wait */
function Tile({ to, filter = "", title, count = null, hint, age = "" }) {
  if (!may(RIGHTS[to] ?? "stock")) return null;
  return html`
    <a class=${`tile ${count ? "busy" : ""}`} href=${`#${to}${filter}`}>
      <span class="title">${title}</span>
      ${count !== null && html`<span class="count">${count}</span>`}
      <span class="words">${hint}</span>
      <span class="more">${age}</span>
    </a>
  `;
}
