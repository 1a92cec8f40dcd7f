/** Look up: whatever is scanned or typed leads to the thing itself. */
import { BorrowedScanner } from "../borrowed.js";
import { Frame, Nothing } from "../frame.js";
import { html } from "../html.js";
import { may } from "../me.js";
import { useResource } from "../resource.js";
import { go, goInstead } from "../route.js";
import { ScanBox } from "../scanning.js";
import { lookUp, useCodes } from "../stock_flow.js";
import { useEffect, useState } from "../vendor/preact-hooks.js";
import { words } from "../words.js";
import { State } from "./orders.js";

const text = await words("lookup");

/** @typedef {import("../shapes.js").Found} Found */

/**
 * Where something is shown; empty for what is no single thing.
 * @param {Found} found @returns {string}
 */
export function pageOf(found) {
  const code = encodeURIComponent(found.code);
  if (found.found === "item") return `/items/${code}`;
  if (["bin", "tote", "station"].includes(found.found)) return `/bins/${code}`;
  return found.found === "unit" && found.items.length === 1 ? `/items/${encodeURIComponent(found.items[0].sku)}` : "";
}

/**
 * Scans on a page about something lead to the next thing.
 * @returns {{scan: import("../borrowed.js").TakeCode, waiting: string, alarm: any}}
 */
export function useLookingUp() {
  return useCodes(async (code) => go(pageOf(await lookUp(code)) || `/look/${encodeURIComponent(code)}`));
}

/** @param {{words: string[]}} props what was asked for, where something was */
export function Look({ words: [asked = ""] }) {
  const looking = useLookingUp();
  const found = useResource(asked ? `/look-up?${new URLSearchParams({ text: asked })}` : "/health", asked ? ["item", "place", "order"] : []);
  /** @type {Found | null} */
  const answer = asked ? found.data : null;
  const page = answer ? pageOf(answer) : "";
  useEffect(() => {
    if (page) goInstead(page);
  }, [page]);
  return html`
    <${Frame} title=${text.title} resources=${[found]} kind="looking" aside=${html`<${BorrowedScanner} onCode=${looking.scan} />`}>
      ${!asked && html`<div class="aim-block"><p class="hint">${text.hint}</p></div>`}
      ${found.error && html`<p class="trouble" role="alert">${found.error.message}</p>`}
      ${answer && !page && html`<${Several} found=${answer} />`}
      <div class="foot"><${Ask} looking=${looking} asked=${asked} /></div>
    <//>
  `;
}

/**
 * The box to scan into, and to type into: here nobody is in a hurry.
 * @param {{looking: any, asked?: string}} props
 */
export function Ask({ looking, asked = "" }) {
  const [typing, type] = useState(false);
  return html`
    <div class="look-up">
      ${typing ? html`<${Typed} asked=${asked} scan=${looking.scan} />` : html`<${ScanBox} onCode=${looking.scan} waiting=${looking.waiting} />`}
      <button class="quiet" aria-pressed=${typing} onClick=${() => type(!typing)}>${text.type}</button>
    </div>
    ${looking.alarm && html`<p class="trouble" role="alert">${looking.alarm.message}</p>`}
  `;
}

/** @param {{asked: string, scan: (words: string) => void}} props */
function Typed({ asked, scan }) {
  const [words, type] = useState(asked);
  const submitted = (/** @type {Event} */ event) => {
    event.preventDefault();
    scan(words);
  };
  return html`
    <form class="typed" role="search" onSubmit=${submitted}>
      <input type="search" name="words" aria-label=${text.typeHere} placeholder=${text.typeHere} maxlength="200" autocomplete="off" value=${words}
        ref=${(/** @type {HTMLInputElement | null} */ box) => box?.focus({ preventScroll: true })} onInput=${(/** @type {any} */ event) => type(event.target.value)} />
      <button class="main">${text.find}</button>
    </form>
  `;
}

/** @param {{found: Found}} props */
function Several({ found }) {
  if (found.orders.length) return html`<${OrdersInside} orders=${found.orders} />`;
  if (!found.items.length) return html`<${Nothing} words=${text.nothing(found.code)} />`;
  return html`
    <ul class="choices">
      ${found.items.map((item) => html`
        <li key=${item.sku}>
          <a href=${`#/items/${encodeURIComponent(item.sku)}`}>
            <span class="what"><b>${item.sku}</b><small>${item.description}</small></span>
            ${item.available !== undefined && html`<span class="figure">${item.available}<small>${text.available}</small></span>`}
          </a>
        </li>`)}
    </ul>
  `;
}

/**
 * Orders, and where they lie; with a link for those who may see what else is known of them.
 * @param {{orders: Found["orders"]}} props
 */
export function OrdersInside({ orders }) {
  return html`
    <ul class="choices">
      ${orders.map((one) => html`
        <li key=${one.order}>
          ${may("orders") ? html`<a href=${`#/orders/${one.order}`}><${OrderInside} ...${one} /></a>` : html`<div class="entry"><${OrderInside} ...${one} /></div>`}
        </li>`)}
    </ul>
  `;
}

/** @param {Found["orders"][number]} props */
function OrderInside({ order, state, tote }) {
  return html`<span class="what"><b>${order}</b>${tote && html`<small>${text.inTote(tote)}</small>`}</span><${State} state=${state} />`;
}
