/** What a person decides about an order: holds, missing units, priority, notes, cancelling, and units to put back. */
import { useAction } from "../action.js";
import { post } from "../api.js";
import { sent, typed } from "../form.js";
import { Trouble } from "../frame.js";
import { html } from "../html.js";
import { useState } from "../vendor/preact-hooks.js";
import { words } from "../words.js";
import { Asked } from "./asked.js";

const text = await words("order");

const OVER = ["shipped", "cancelled"];
const ENDS_BY_HAND = ["manual", "short", "changed"];
// Above 0 is before others; what is more urgent still is said by the API.
const FIRST = 10;

/** @param {{order: import("../shapes.js").Order}} props */
export function Holds({ order }) {
  const release = useAction((kind) => post(`/orders/${order.order}/release`, { kind }));
  const shipShort = useAction(() => post(`/orders/${order.order}/ship-short`));
  if (!order.holds.length && !canShipShort(order)) return null;
  return html`
    <section class="card warning">
      <ul class="rows">
        ${order.holds.map(
          ({ kind, reason }) => html`
            <li key=${kind}>
              <span class="what"><b>${text.holds}: ${text.hold_kinds[kind] ?? kind}</b><small>${reason}</small>
                ${text.endsItself[kind] && html`<small>${text.endsItself[kind]}</small>`}</span>
              ${ENDS_BY_HAND.includes(kind) &&
              html`<button disabled=${release.busy} onClick=${() => release.run(kind)}>${text.release}</button>`}
            </li>
          `,
        )}
      </ul>
      ${canShipShort(order) && html`<button disabled=${shipShort.busy} onClick=${shipShort.run}>${text.shipShort}</button>`}
      <${Trouble} error=${release.error ?? shipShort.error} />
    </section>
  `;
}

/**
 * Some units wait for stock and others are there.
 * @param {import("../shapes.js").Order} order
 */
function canShipShort(order) {
  const sum = (/** @type {(line: import("../shapes.js").OrderLine) => number} */ count) => order.lines.reduce((total, line) => total + count(line), 0);
  const there = sum((line) => line.reserved + line.picked + line.packed + line.shipped);
  const waiting = sum((line) => line.ordered - line.cancelled) - there;
  return !OVER.includes(order.state) && waiting > 0 && there > 0;
}

/** @param {{order: import("../shapes.js").Order}} props */
export function PutBacks({ order }) {
  if (!order.put_back.length) return null;
  return html`
    <section class="card warning">
      <h2>${text.putBack}</h2>
      <ul class="rows">${order.put_back.map((task) => html`<${PutBack} key=${task.task} task=${task} />`)}</ul>
    </section>
  `;
}

/** @param {{task: import("../shapes.js").Order["put_back"][number]}} props */
function PutBack({ task }) {
  const [bin, name] = useState("");
  const put = useAction(() => post(`/put-backs/${task.task}`, { bin: bin.trim() }));
  return html`
    <li>
      <form class="inline" onSubmit=${sent(put.run)}>
        <span class="what"><b>${text.putBackTask(task.quantity, task.sku, task.place)}</b></span>
        <label class="short">${text.intoBin}<input name="bin" required maxlength="200" value=${bin} autocomplete="off"
          onInput=${typed(name)} /></label>
        <button class="main" disabled=${put.busy}>${text.isBack}</button>
        <${Trouble} error=${put.error} />
      </form>
    </li>
  `;
}

/** @param {{order: import("../shapes.js").Order}} props */
export function Decisions({ order }) {
  const path = `/orders/${order.order}`;
  const over = OVER.includes(order.state);
  return html`
    <section class="card decisions">
      ${!over && html`
        <${InWords} path=${`${path}/hold`} open=${text.hold} confirm=${text.confirmHold} />
        <${Priority} path=${path} first=${order.priority > 0} />`}
      <${InWords} path=${`${path}/notes`} field="note" asks=${text.noteWords} open=${text.addNote} confirm=${text.confirmNote} />
      ${!over && html`<${InWords} path=${`${path}/cancel`} open=${text.cancel} confirm=${text.confirmCancel} grave />`}
    </section>
  `;
}

/** @param {{path: string, first: boolean}} props */
function Priority({ path, first }) {
  const serve = (/** @type {number} */ priority) => () => post(`${path}/priority`, { priority });
  return first
    ? html`<${Asked} key="first" open=${text.notFirst} question=${text.askNotFirst} confirm=${text.confirmNotFirst} work=${serve(0)} />`
    : html`<${Asked} key="later" open=${text.first} question=${text.askFirst} confirm=${text.confirmFirst} work=${serve(FIRST)} />`;
}

/**
 * A decision that takes a second step and words, which people will read in the order's story.
 * @param {{path: string, field?: string, asks?: string, open: string, confirm: string, grave?: boolean}} props `field`: what the API calls the words
 */
function InWords({ path, field = "reason", asks = text.reason, open, confirm, grave = false }) {
  const [asking, ask] = useState(false);
  const [said, say] = useState("");
  const act = useAction(async () => {
    await post(path, { [field]: said.trim() });
    ask(false);
    say("");
  });
  if (!asking) return html`<button class=${grave ? "grave" : ""} onClick=${() => ask(true)}>${open}</button>`;
  return html`
    <form class="inline" onSubmit=${sent(act.run)}>
      <label>${asks}<input name=${field} required maxlength="500" value=${said} autocomplete="off" autofocus
        onInput=${typed(say)} /></label>
      <button class=${grave ? "grave main" : "main"} disabled=${act.busy}>${confirm}</button>
      <button type="button" class="quiet" onClick=${() => ask(false)}>${text.keep}</button>
      <${Trouble} error=${act.error} />
    </form>
  `;
}
