/** What lies on docks finds its bin: scan an item, carry it to the bin that is shown, scan that, say how many. */
import { useAction } from "../action.js";
import { Nothing, Trouble } from "../frame.js";
import { html } from "../html.js";
import { useNumber } from "../number_pad.js";
import { useResource } from "../resource.js";
import { useFlow, wrongScan } from "../stock_flow.js";
import { binStep, itemStep, quantityStep, unitsOf, unitStep } from "../stock_steps.js";
import { since } from "../waiting.js";
import { words } from "../words.js";
import { ItemCard, NumberStage, ScanStage, Work } from "./stock_stage.js";

const text = await words("stock");

/** @typedef {import("../shapes.js").OnDock} OnDock */

/**
 * What lies on docks of an item, the oldest first.
 * @param {OnDock[]} units @param {import("../stock_flow.js").Said} said
 */
function heaps(units, said) {
  return units.filter((row) => row.sku === said.sku && (!said.unit || row.unit === said.unit));
}

/** @param {OnDock[]} units */
function steps(units) {
  return [
    itemStep({
      accept: (item) => {
        const found = heaps(units, item);
        if (!found.length) throw wrongScan("wrong_item", text.notOnDock(item.sku));
        return found.length === 1 && found[0].unit ? { unit: found[0].unit } : {};
      },
    }),
    unitStep({ among: (said) => heaps(units, { sku: said.sku }).map((row) => row.unit) }),
    binStep("to", { fits: (found) => (found.purpose === "dock" ? text.isDock(found.code) : "") }),
    quantityStep(),
  ];
}

export function PutAway() {
  const docks = useResource("/to-put-away", ["item", "place"]);
  /** @type {OnDock[]} */
  const units = docks.data?.units ?? [];
  const flow = useFlow(steps(units), {
    finish: async (said, told) => {
      const [heap] = heaps(units, said);
      const quantity = unitsOf(said);
      const { left } = await told("/stock/put-aways", { sku: said.sku, dock: heap.dock, bin: said.to, quantity, unit: said.unit ?? "" });
      docks.refresh();
      return { words: text.putAwayDone(quantity, said.sku, said.to, left) };
    },
  });
  const { said, step } = flow;
  const [heap] = said.sku ? heaps(units, said) : units;
  return html`
    <${Work} title=${text.putAway} resources=${[docks]} flow=${flow}>
      ${!heap && html`<${Nothing} words=${text.docksEmpty}><a class="button" href="#/receive">${text.receive}</a><//>`}
      ${heap && step?.name === "quantity" && html`<${Quantity} key=${said.sku} flow=${flow} heap=${heap} />`}
      ${heap && step?.name !== "quantity" && html`<${Scanning} flow=${flow} heap=${heap} units=${units} />`}
    <//>
  `;
}

/** @param {{flow: any, heap: OnDock, units: OnDock[]}} props */
function Scanning({ flow, heap, units }) {
  const { said, step } = flow;
  const best = heap.suggestions[0];
  const others = heap.suggestions.slice(1).map(({ bin }) => bin).join(", ");
  if (step?.name === "item") {
    return html`
      <${ScanStage} flow=${flow} ask=${text.scanOnDock} standIns=${[{ code: heap.sku, label: text.standIns.item }]}>
        <${Waiting} units=${units} />
      <//>
    `;
  }
  if (step?.name === "unit") {
    return html`
      <${ScanStage} flow=${flow} ask=${text.scanUnit(said.tracking)} standIns=${[{ code: heap.unit, label: text.standIns.unit }]}>
        <${ItemCard} sku=${said.sku} description=${said.description} />
      <//>
    `;
  }
  return html`
    <${ScanStage} flow=${flow} ask=${best ? text.carryTo : text.carryAnywhere} plate=${best?.bin ?? ""} hint=${best ? text.why[best.why] : text.noSuggestion}
      standIns=${best ? [{ code: best.bin, label: text.standIns.bin }] : []}>
      <${ItemCard} sku=${said.sku} unit=${said.unit} description=${said.description}>
        <p class="of">${[text.fromBin(heap.dock), others && text.orBins(others)].filter(Boolean).join(" · ")}</p>
      <//>
    <//>
  `;
}

/** @param {{units: OnDock[]}} props */
function Waiting({ units }) {
  return html`
    <ul class="heaps" aria-label=${text.onDocks}>
      ${units.map((row) => html`
        <li key=${`${row.dock} ${row.sku} ${row.unit}`}>
          <span class="figure">${row.quantity}</span>
          <span class="what"><b>${row.sku}</b> ${row.unit}<small>${row.description}</small></span>
          <span class="where">${row.dock}<small>${since(row.since_ms)}</small></span>
        </li>`)}
    </ul>
  `;
}

/** @param {{flow: any, heap: OnDock}} props */
function Quantity({ flow, heap }) {
  const { said } = flow;
  const number = useNumber(heap.quantity, { most: heap.quantity });
  const say = useAction(() => flow.answer({ quantity: number.value }));
  return html`
    <${NumberStage} flow=${flow} ask=${text.howManyTo(said.to)} number=${number} of=${text.ofInBin(heap.quantity, heap.dock)} trouble=${html`<${Trouble} error=${say.error} />`}
      action=${html`<button class="main" disabled=${!number.sound || say.busy || flow.held} onClick=${say.run}>${text.putAwayNow(number.value ?? 0)}</button>`}>
      <${ItemCard} sku=${said.sku} unit=${said.unit} description=${said.description} />
    <//>
  `;
}
