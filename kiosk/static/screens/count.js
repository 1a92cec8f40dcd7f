/** One count, blind: scan the bin, scan the item, say how many lie there. What the books expect is not shown before the figure is said. */
import { useAction } from "../action.js";
import { get, post } from "../api.js";
import { Trouble } from "../frame.js";
import { html } from "../html.js";
import { useNumber } from "../number_pad.js";
import { useResource } from "../resource.js";
import { go } from "../route.js";
import { resting, useFlow } from "../stock_flow.js";
import { binStep, itemStep, quantityStep, unitStep } from "../stock_steps.js";
import { useState } from "../vendor/preact-hooks.js";
import { words } from "../words.js";
import { ItemCard, NumberStage, ScanStage, UnlessAlarmed, Work } from "./stock_stage.js";

const text = await words("counts");
const stock = await words("stock");

/** @typedef {import("../shapes.js").Count} Count */

/** @param {Count | null} count */
function steps(count) {
  const bin = binStep("from", { wanted: () => count?.bin ?? "" });
  return [
    {
      ...bin,
      take: async (/** @type {string} */ code, /** @type {import("../stock_flow.js").Said} */ said) => {
        const scanned = await bin.take(code, said);
        await post(`/counts/${count?.task}/start`);
        return scanned;
      },
    },
    // An empty bin has no item to scan: its zero is said at once.
    { ...itemStep({ wanted: () => count?.sku ?? "" }), done: (/** @type {import("../stock_flow.js").Said} */ said) => Boolean(said.sku || said.none) },
    unitStep({ among: () => (count?.unit ? [count.unit] : null) }),
    { ...quantityStep(), done: (/** @type {import("../stock_flow.js").Said} */ said) => said.counted !== undefined },
  ].map((step) => (step.name === "unit" ? { ...step, done: (/** @type {any} */ said) => said.none || !count?.unit || Boolean(said.unit) } : step));
}

/** @param {{words: string[]}} props the task */
export function CountScreen({ words: [task] }) {
  const resource = useResource(`/counts/${task}`, ["count"], Number(task));
  /** @type {Count | null} */
  const count = resource.data;
  const [moved, ask] = useState(/** @type {number | null} */ (null));
  const submit = async (/** @type {number} */ counted, /** @type {"now" | "start"} */ asOf) => {
    resource.set(await flow.telling.tell(`/counts/${task}/submit`, { counted, as_of: asOf }));
  };
  const flow = useFlow(steps(count), {
    finish: async (said) => {
      // The box can't know when somebody looked: where units moved meanwhile, the counter says it.
      if ((await get(`/counts/${task}`)).moved && said.counted > 0) ask(said.counted);
      else await submit(said.counted, "now");
      return { words: "" };
    },
  });
  const over = count !== null && ["done", "cancelled"].includes(count.state);
  const asking = !over && moved === null;
  return html`
    <${Work} title=${text.one} up="/counts" resources=${[resource]} flow=${asking ? flow : resting(flow)}>
      ${count && over && html`<${Result} count=${count} />`}
      ${count && !over && moved !== null && html`<${Meanwhile} counted=${moved} submit=${submit} />`}
      ${count && asking && html`<${Counting} flow=${flow} count=${count} />`}
    <//>
  `;
}

/** @param {{flow: any, count: Count}} props */
function Counting({ flow, count }) {
  const { said, step } = flow;
  const card = html`<${ItemCard} sku=${count.sku} unit=${count.unit} description=${count.description} />`;
  const cancel = html`<${Cancel} task=${count.task} />`;
  if (step?.name === "from") {
    return html`<${ScanStage} flow=${flow} ask=${text.goTo} plate=${count.bin} actions=${cancel}
      standIns=${[{ code: count.bin, label: stock.standIns.bin }]}>${card}<//>`;
  }
  if (step?.name === "item") {
    return html`<${ScanStage} flow=${flow} ask=${text.findItem} plate=${count.sku} hint=${count.description} standIns=${[{ code: count.sku, label: stock.standIns.item }]}
      actions=${html`<${UnlessAlarmed} flow=${flow}><button disabled=${flow.held} onClick=${() => flow.answer({ none: true })}>${text.noneHere}</button><//>`} />`;
  }
  if (step?.name === "unit") {
    return html`<${ScanStage} flow=${flow} ask=${stock.scanUnit("lot")} plate=${count.unit} standIns=${[{ code: count.unit, label: stock.standIns.unit }]}>${card}<//>`;
  }
  return html`<${Figure} key=${String(said.none)} flow=${flow} count=${count} />`;
}

/** @param {{flow: any, count: Count}} props */
function Figure({ flow, count }) {
  const number = useNumber(flow.said.none ? 0 : null, { least: 0 });
  const say = useAction(() => flow.answer({ counted: number.value }));
  const write = html`<button class="main" disabled=${!number.sound || say.busy || flow.held} onClick=${say.run}>${text.submit(number.value)}</button>`;
  return html`
    <${NumberStage} flow=${flow} ask=${text.howMany(count.bin)} number=${number} of=${text.blind} trouble=${html`<${Trouble} error=${say.error} />`}
      action=${flow.said.none ? html`<${UnlessAlarmed} flow=${flow}>${write}<//>` : write}>
      <${ItemCard} sku=${count.sku} unit=${count.unit} description=${count.description} />
    <//>
  `;
}

/** @param {{task: number}} props */
function Cancel({ task }) {
  const cancel = useAction(async () => {
    await post(`/counts/${task}/cancel`);
    go("/counts");
  });
  return html`<button disabled=${cancel.busy} onClick=${cancel.run}>${text.cancel}</button><${Trouble} error=${cancel.error} />`;
}

/** @param {{counted: number, submit: (counted: number, asOf: "now" | "start") => Promise<void>}} props */
function Meanwhile({ counted, submit }) {
  const say = useAction(submit);
  return html`
    <div class="ending">
      <h2>${text.movedMeanwhile}</h2>
      <p class="lead">${text.whenCounted(counted)}</p>
      <${Trouble} error=${say.error} />
      <div class="actions">
        <button disabled=${say.busy} onClick=${() => say.run(counted, "start")}>${text.before}</button>
        <button class="main" disabled=${say.busy} onClick=${() => say.run(counted, "now")}>${text.after}</button>
      </div>
    </div>
  `;
}

/** @param {{count: Count}} props */
function Result({ count }) {
  const waiting = useResource("/counts", ["count"]);
  const next = waiting.data?.counts.find((/** @type {Count} */ other) => other.task !== count.task);
  const adjusted = count.adjusted ?? 0;
  return html`
    <div class="ending result">
      <p class=${`verdict ${adjusted ? "off" : "right"}`}><span aria-hidden="true">${adjusted ? "!" : "✓"}</span></p>
      <h2>${count.state === "cancelled" ? text.cancelled : adjusted ? text.setRight(adjusted) : text.right}</h2>
      <p class="lead">${count.state === "done" && text.counted(count.counted ?? 0, count.sku, count.bin)}</p>
      <div class="actions">
        <a class="button" href=${`#/bins/${encodeURIComponent(count.bin)}`}>${text.lookAtBin}</a>
        ${next
          ? html`<a class="button main" href=${`#/counts/${next.task}`}>${text.next(next.bin)}</a>`
          : html`<a class="button main" href="#/counts">${text.backToList}</a>`}
      </div>
    </div>
  `;
}
