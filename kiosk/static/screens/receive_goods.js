/** Goods are taken in, one heap after the other: scan the item, say how many, scan the dock or bin they are put on. */
import { useAction } from "../action.js";
import { Trouble } from "../frame.js";
import { html } from "../html.js";
import { useNumber } from "../number_pad.js";
import { useResource } from "../resource.js";
import { resting, useFlow, wrongScan } from "../stock_flow.js";
import { binStep, itemStep, quantityStep, unitsOf, unitStep } from "../stock_steps.js";
import { useState } from "../vendor/preact-hooks.js";
import { words } from "../words.js";
import { Received, StillToCome } from "./receive_lines.js";
import { ItemCard, NumberStage, Said, ScanStage, UnlessAlarmed, Work } from "./stock_stage.js";

const text = await words("receiving");
const stock = await words("stock");

/** @typedef {import("../shapes.js").PurchaseOrder} PurchaseOrder @typedef {import("../shapes.js").PurchaseLine} PurchaseLine */

/**
 * On a purchase order.
 * @param {{words: string[]}} props its number
 */
export function ReceiveOrder({ words: [number] }) {
  const order = useResource(`/purchase-orders/${encodeURIComponent(number)}`, ["purchase_order"]);
  return html`<${Goods} order=${order.data} resource=${order} />`;
}

/** Without a purchase order. */
export function ReceiveLoose() {
  const bins = useResource("/bins", ["place"]);
  return html`<${Goods} order=${null} resource=${bins} />`;
}

/** @param {PurchaseOrder | null} order */
function steps(order) {
  return [
    itemStep({
      accept: (item) => {
        if (order && !order.lines.some((line) => line.sku === item.sku)) throw wrongScan("wrong_item", text.notOrdered(item.sku, order.number));
        return {};
      },
    }),
    unitStep(),
    quantityStep(),
    binStep("to"),
  ];
}

/** @param {{order: PurchaseOrder | null, resource: any}} props */
function Goods({ order, resource }) {
  const [received, note] = useState(/** @type {{sku: string, quantity: number, bin: string, discrepancy: string}[]} */ ([]));
  const [ended, end] = useState(false);
  const flow = useFlow(steps(order), {
    finish: async (said, told) => {
      const quantity = unitsOf(said);
      const body = { sku: said.sku, bin: said.to, quantity, unit: said.unit ?? "", purchase_order: order?.number ?? "" };
      const answer = await told("/stock/receipts", body);
      note((/** @type {typeof received} */ before) => [...before, { sku: said.sku, quantity, bin: said.to, discrepancy: answer.discrepancy }]);
      resource.refresh();
      return { words: text.taken(quantity, said.sku, said.to) };
    },
  });
  const { said, step } = flow;
  const line = order?.lines.find((one) => one.sku === said.sku) ?? null;
  const title = order ? order.number : text.title;
  if (ended) return html`<${Work} title=${title} up="/receive" resources=${[resource]} flow=${resting(flow)}><${Received} received=${received} order=${order} /><//>`;
  return html`
    <${Work} title=${title} up="/receive" resources=${[resource]} flow=${flow}>
      ${step?.name === "quantity"
        ? html`<${Quantity} key=${said.sku} flow=${flow} line=${line} />`
        : html`<${Scanning} flow=${flow} order=${order} received=${received} end=${() => end(true)} />`}
    <//>
  `;
}

/**
 * One stage for all that is scanned, so that a scanner which types is heard from one step to the next.
 * @param {{flow: any, order: PurchaseOrder | null, received: {bin: string}[], end: () => void}} props
 */
function Scanning({ flow, order, received, end }) {
  const bins = useResource("/bins", ["place"]);
  const { said, step } = flow;
  const put = useAction((/** @type {string} */ to) => flow.answer({ to }));
  const card = html`<${ItemCard} sku=${said.sku} unit=${said.unit} description=${said.description} />`;
  if (step?.name === "item") {
    const next = order?.lines.find((line) => line.missing > 0);
    const finish = html`<button class=${order && !order.missing ? "main" : ""} onClick=${end}>${text.finish}</button>`;
    return html`
      <${ScanStage} flow=${flow} ask=${text.scanItem} standIns=${next ? [{ code: next.sku, label: stock.standIns.item }] : []}
        actions=${(received.length > 0 || order) && html`<${UnlessAlarmed} flow=${flow}>${finish}<//>`}>
        ${order && html`<${StillToCome} order=${order} />`}
      <//>
    `;
  }
  if (step?.name === "unit") return html`<${ScanStage} flow=${flow} ask=${stock.scanUnit(said.tracking)} hint=${text.unitHint}>${card}<//>`;
  /** @type {{code: string, purpose: string}[]} */
  const docks = (bins.data?.bins ?? []).filter((/** @type {{purpose: string}} */ bin) => bin.purpose === "dock");
  const last = received.at(-1)?.bin ?? "";
  return html`
    <${ScanStage} flow=${flow} ask=${text.scanDock} plate=${last || (docks.length === 1 ? docks[0].code : "")} hint=${docks.length ? text.anyBinToo : text.noDock}
      standIns=${docks.slice(0, 1).map(({ code }) => ({ code, label: stock.standIns.bin }))}
      actions=${last && html`<button class="main" disabled=${put.busy || flow.held} onClick=${() => put.run(last)}>${text.sameAgain(last)}</button>`}>
      ${card}
      <${Said} parts=${[stock.units(unitsOf(said))]} />
      <${Trouble} error=${put.error} />
    <//>
  `;
}

/** @param {{flow: any, line: PurchaseLine | null}} props */
function Quantity({ flow, line }) {
  const { said } = flow;
  const number = useNumber(line?.missing || null);
  const say = useAction(() => flow.answer({ quantity: number.value }));
  const over = line && number.value !== null ? number.value - line.missing : 0;
  return html`
    <${NumberStage} flow=${flow} ask=${text.howMany} number=${number} of=${over > 0 ? text.over(over) : line ? text.toCome(line.missing) : ""}
      doubtful=${over > 0} trouble=${html`<${Trouble} error=${say.error} />`}
      action=${html`<button class="main" disabled=${!number.sound || say.busy || flow.held} onClick=${say.run}>${text.counted(number.value ?? 0)}</button>`}>
      <${ItemCard} sku=${said.sku} unit=${said.unit} description=${said.description} />
    <//>
  `;
}
