/** Counts that wait, along the walk; the scan of a bin opens its count, or has it counted where nobody asked yet. */
import { get, post, Refusal } from "../api.js";
import { Nothing } from "../frame.js";
import { html } from "../html.js";
import { useResource } from "../resource.js";
import { go } from "../route.js";
import { useFlow, wrongScan } from "../stock_flow.js";
import { binStep, itemStep } from "../stock_steps.js";
import { since } from "../waiting.js";
import { words } from "../words.js";
import { ScanStage, Work } from "./stock_stage.js";

const text = await words("counts");
const stock = await words("stock");

/** @typedef {import("../shapes.js").Count} Count */

/**
 * The first count of a bin.
 * @param {string} bin @returns {Promise<Count | undefined>}
 */
async function countIn(bin) {
  const { counts } = await get("/counts");
  return counts.find((/** @type {Count} */ count) => count.bin === bin);
}

/** A bin that is empty by the books is counted by naming what lies there. */
const STEPS = [
  {
    ...binStep("from"),
    take: async (/** @type {string} */ code, /** @type {import("../stock_flow.js").Said} */ said) => {
      const { from } = await binStep("from").take(code, said);
      if (await countIn(from)) return { from, task: true };
      try {
        await post("/counts", { bin: from });
        return { from, task: true };
      } catch (error) {
        if (error instanceof Refusal && error.code === "nothing_to_count") return { from };
        throw error;
      }
    },
  },
  { ...itemStep(), done: (/** @type {import("../stock_flow.js").Said} */ said) => Boolean(said.task || said.sku) },
];

export function Counts() {
  const waiting = useResource("/counts", ["count"]);
  /** @type {Count[]} */
  const counts = waiting.data?.counts ?? [];
  const flow = useFlow(STEPS, {
    finish: async (said, told) => {
      if (!said.task) await told("/counts", { bin: said.from, sku: said.sku, unit: said.unit ?? "" });
      const count = await countIn(said.from);
      if (!count) throw wrongScan("other", text.notQueued(said.from));
      go(`/counts/${count.task}`);
      return { words: "" };
    },
  });
  const { said, step } = flow;
  const standIn = counts.length ? [{ code: counts[0].bin, label: stock.standIns.bin }] : [];
  return html`
    <${Work} title=${text.title} resources=${[waiting]} flow=${flow}>
      ${step?.name === "item"
        ? html`<${ScanStage} flow=${flow} ask=${text.empty(said.from)} hint=${text.scanWhatLies} />`
        : html`
          <${ScanStage} flow=${flow} ask=${counts.length ? text.scanOrTap : text.scanBin} standIns=${standIn}>
            ${!counts.length && html`<${Nothing} words=${text.none} />`}
            <ul class="choices">${counts.map((count) => html`<${Waiting} key=${count.task} count=${count} />`)}</ul>
            <${Accuracy} accuracy=${waiting.data?.accuracy} />
          <//>`}
    <//>
  `;
}

/** @param {{count: Count}} props */
function Waiting({ count }) {
  const urgent = count.reason.startsWith("short_pick") || count.reason === "zero_check";
  return html`
    <li>
      <a href=${`#/counts/${count.task}`}>
        <b class="place">${count.bin}</b>
        <span class="what">${count.sku} ${count.unit}<small>${text.reasons[count.reason.split(":")[0]] ?? count.reason} · ${since(count.queued_ms)}</small></span>
        ${count.state === "counting" && html`<span class="tag">${text.by(count.operator)}</span>`}
        ${count.state !== "counting" && urgent && html`<span class="tag urgent">${text.urgent}</span>`}
        ${count.state !== "counting" && !urgent && count.abc && html`<span class="tag quiet">${count.abc}</span>`}
      </a>
    </li>
  `;
}

/**
 * How right the books have been.
 * @param {{accuracy?: {done: number, right: number, percent: number | null}}} props
 */
function Accuracy({ accuracy }) {
  return accuracy?.done ? html`<p class="hint">${text.accuracy(accuracy.percent ?? 0, accuracy.done)}</p>` : null;
}
