/** Units go from bin to bin: scan where they lie, what they are, how many, where they lie now. */
import { useAction } from "../action.js";
import { get } from "../api.js";
import { Trouble } from "../frame.js";
import { html } from "../html.js";
import { useNumber } from "../number_pad.js";
import { useResource } from "../resource.js";
import { useFlow, wrongScan } from "../stock_flow.js";
import { binStep, itemStep, quantityStep, unitsOf, unitStep } from "../stock_steps.js";
import { words } from "../words.js";
import { ItemCard, NumberStage, Said, ScanStage, Work } from "./stock_stage.js";

const text = await words("stock");

/** @typedef {import("../shapes.js").BinContent} BinContent */

/**
 * What lies in a bin of an item.
 * @param {string} bin @param {string} sku @returns {Promise<BinContent[]>}
 */
async function rowsOf(bin, sku) {
  const { content } = await get(`/bins/${encodeURIComponent(bin)}`);
  return content.filter((/** @type {BinContent} */ row) => row.sku === sku);
}

/**
 * What is known of units in a bin once the item is: how many, how many of them free, their numbers.
 * @param {BinContent[]} rows @param {string} [unit]
 */
function lying(rows, unit = "") {
  const meant = rows.filter((row) => !unit || row.unit === unit);
  const only = meant.length === 1 ? meant[0] : null;
  return {
    units: rows.map((row) => row.unit),
    rows,
    ...(only ? { onHand: only.on_hand, free: only.on_hand - only.reserved, ...(only.unit ? { unit: only.unit } : {}) } : {}),
  };
}

/** The steps of a move. */
const STEPS = [
  binStep("from"),
  itemStep({
    accept: async (item, said) => {
      const rows = await rowsOf(said.from, item.sku);
      if (!rows.length) throw wrongScan("wrong_item", text.notInBin(item.sku, said.from));
      if (item.unit && !rows.some((row) => row.unit === item.unit)) throw wrongScan("wrong_unit", text.notInBin(item.unit, said.from));
      return lying(rows, item.unit);
    },
  }),
  unitStep({ among: (said) => said.units }),
  quantityStep(),
  binStep("to", { fits: (found, said) => (found.code === said.from ? text.sameBin(found.code) : "") }),
];

/** @param {{words: string[]}} props the bin that units are taken from, and the item, where they are known */
export function Move({ words: [from = "", sku = ""] }) {
  const bins = useResource("/bins", ["place"]);
  const flow = useFlow(STEPS, {
    first: from ? { from } : {},
    finish: async (said, told) => {
      const quantity = unitsOf(said);
      const { sku, unit = "", from, to, promised = false } = said;
      await told("/stock/moves", { sku, from_bin: from, to_bin: to, quantity, unit, promised });
      return { words: text.moved(quantity, sku, from, to) };
    },
  });
  const { said, step } = flow;
  const asked = flow.alarm?.kind === "units_promised";
  return html`
    <${Work} title=${text.move} resources=${[bins]} flow=${flow}>
      ${step?.name === "quantity"
        ? html`<${Quantity} key=${said.sku} flow=${flow} />`
        : html`<${ScanStage} flow=${flow} ...${promptOf(step?.name, said, sku)} standIns=${standIns(step?.name, said, sku, bins.data?.bins ?? [])}
            actions=${asked && html`<${TakePromised} flow=${flow} />`}>
            ${said.sku && html`<${ItemCard} sku=${said.sku} unit=${said.unit} description=${said.description} />`}
            <${Said} parts=${[said.from && step?.name !== "from" && text.fromBin(said.from), said.quantity && text.units(unitsOf(said))]} />
          <//>`}
    <//>
  `;
}

/** @param {string | undefined} name @param {import("../stock_flow.js").Said} said @param {string} sku */
function promptOf(name, said, sku) {
  if (name === "from") return { ask: text.scanFrom };
  if (name === "item") return { ask: text.scanItem, plate: sku, hint: sku ? "" : text.anyItemOf(said.from) };
  if (name === "unit") return { ask: text.scanUnit(said.tracking), hint: text.unitsHere(said.units.slice(0, 4).join(", ")) };
  return { ask: text.scanTo };
}

/** @param {string | undefined} name @param {import("../stock_flow.js").Said} said @param {string} sku @param {{code: string}[]} bins */
function standIns(name, said, sku, bins) {
  if (name === "from") return bins.slice(0, 1).map(({ code }) => ({ code, label: text.standIns.bin }));
  if (name === "to") return bins.filter(({ code }) => code !== said.from).slice(0, 1).map(({ code }) => ({ code, label: text.standIns.bin }));
  if (name === "item" && sku) return [{ code: sku, label: text.standIns.item }];
  if (name === "unit") return [{ code: said.units[0], label: text.standIns.unit }];
  return [];
}

/** @param {{flow: any}} props */
function Quantity({ flow }) {
  const { said } = flow;
  const onHand = said.onHand ?? said.rows.find((/** @type {BinContent} */ row) => row.unit === said.unit)?.on_hand ?? 0;
  const number = useNumber(said.free > 0 ? said.free : onHand, { most: onHand });
  const say = useAction(() => flow.answer({ quantity: number.value }));
  return html`
    <${NumberStage} flow=${flow} ask=${text.howMany} number=${number} of=${text.ofInBin(onHand, said.from)} trouble=${html`<${Trouble} error=${say.error} />`}
      action=${html`<button class="main" disabled=${!number.sound || say.busy || flow.held} onClick=${say.run}>${text.take(number.value ?? 0)}</button>`}>
      <${ItemCard} sku=${said.sku} unit=${said.unit} description=${said.description} />
    <//>
  `;
}

/**
 * Promised units go only when a person says so: a picker may be on the way to them.
 * @param {{flow: any}} props
 */
function TakePromised({ flow }) {
  const allow = async () => {
    await flow.answer({ promised: true });
    flow.clear();
  };
  return html`<button class="main" onClick=${allow}>${text.takePromised}</button>`;
}
