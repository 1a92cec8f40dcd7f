/** Units that their orders want no more go back to a bin: scan the tote they lie in, the item, and the bin they are in now. */
import { get } from "../api.js";
import { Nothing } from "../frame.js";
import { html } from "../html.js";
import { may } from "../me.js";
import { useResource } from "../resource.js";
import { lookUp, useFlow, wrongScan } from "../stock_flow.js";
import { binStep, itemStep } from "../stock_steps.js";
import { words } from "../words.js";
import { ItemCard, ScanStage, Work } from "./stock_stage.js";

const text = await words("stock");

/** @typedef {import("../shapes.js").PutBackTask} PutBackTask */

/** @param {PutBackTask[]} tasks @param {import("../stock_flow.js").Said} said */
function fitting(tasks, said) {
  return tasks.filter((task) => (!said.place || task.place === said.place) && (!said.sku || task.sku === said.sku));
}

/**
 * The tote or station the units lie in.
 * @param {PutBackTask[]} tasks @returns {import("../stock_flow.js").Step}
 */
function placeStep(tasks) {
  return {
    name: "place",
    fields: ["place"],
    done: (said) => Boolean(said.place),
    take: async (code) => {
      const found = await lookUp(code);
      if (found.found === "nothing" || found.found === "items") throw wrongScan("unknown_code", text.unknown(code));
      if (!fitting(tasks, { place: found.code }).length) throw wrongScan("wrong_tote", text.nothingToPutBackIn(found.code, tasks[0].place));
      return { place: found.code };
    },
  };
}

/**
 * The bin an item is picked from, where it has one.
 * @param {string} sku @returns {Promise<string>}
 */
async function homeOf(sku) {
  const { stock } = await get(`/items/${encodeURIComponent(sku)}`);
  return stock.find((/** @type {import("../shapes.js").ItemStock} */ row) => row.pickable)?.place ?? "";
}

/** @param {PutBackTask[]} tasks */
function steps(tasks) {
  return [
    placeStep(tasks),
    itemStep({
      accept: async (item, said) => {
        if (!fitting(tasks, { ...said, sku: item.sku }).length) throw wrongScan("wrong_item", text.wrongItem(item.sku, fitting(tasks, said)[0].sku));
        return { home: await homeOf(item.sku) };
      },
    }),
    binStep("to"),
  ];
}

export function PutBack() {
  const waiting = useResource("/put-backs", ["order", "item"]);
  /** @type {PutBackTask[]} */
  const tasks = waiting.data?.put_backs ?? [];
  const flow = useFlow(steps(tasks), {
    finish: async (said, told) => {
      const [task] = fitting(tasks, said);
      await told(`/put-backs/${task.task}`, { bin: said.to });
      waiting.refresh();
      return { words: text.moved(task.quantity, task.sku, task.place, said.to) };
    },
  });
  const { said, step } = flow;
  const [task, ...others] = fitting(tasks, said);
  return html`
    <${Work} title=${text.putBack} resources=${[waiting]} flow=${flow}>
      ${!task && html`<${Nothing} words=${text.nothingToPutBack} />`}
      ${task && html`
        <${ScanStage} flow=${flow} ...${promptOf(step?.name, said, task)}>
          <${ItemCard} sku=${task.sku} unit=${task.unit} description=${task.description}>
            <p class="of">${text.allOf(task.quantity)} · ${may("orders") ? html`<a href=${`#/orders/${task.order}`}>${task.order}</a>` : task.order}</p>
          <//>
          ${step?.name === "place" && others.length > 0 && html`<p class="hint">${text.furtherTasks(others.length)}</p>`}
        <//>`}
    <//>
  `;
}

/** @param {string | undefined} name @param {import("../stock_flow.js").Said} said @param {PutBackTask} task */
function promptOf(name, said, task) {
  if (name === "place") return { ask: text.scanTote, plate: task.place, standIns: [{ code: task.place, label: text.standIns.tote }] };
  if (name === "item") return { ask: text.scanItem, plate: task.sku, standIns: [{ code: task.sku, label: text.standIns.item }] };
  const standIns = said.home ? [{ code: said.home, label: text.standIns.bin }] : [];
  return { ask: said.home ? text.carryTo : text.carryAnywhere, plate: said.home ?? "", hint: said.home ? text.why.lies_there : "", standIns };
}
