/** Units that orders were promised from overstock are brought to where pickers go: along the walk, one task after the other. */
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

/** @typedef {import("../shapes.js").Replenishment} Replenishment */

/**
 * The tasks that fit what was said, along the walk.
 * @param {Replenishment[]} tasks @param {import("../stock_flow.js").Said} said
 */
function fitting(tasks, said) {
  return tasks.filter((task) => (!said.from || task.from === said.from) && (!said.sku || task.sku === said.sku) && (!said.unit || task.unit === said.unit));
}

/** @param {Replenishment[]} tasks */
function steps(tasks) {
  return [
    binStep("from", { fits: (found) => (fitting(tasks, { from: found.code }).length ? "" : text.nothingAsked(found.code, tasks[0].from)) }),
    itemStep({
      accept: (item, said) => {
        const found = fitting(tasks, { ...item, from: said.from });
        if (!found.length) throw wrongScan("wrong_item", text.wrongItem(item.sku, fitting(tasks, said)[0].sku));
        return found.length === 1 && found[0].unit ? { unit: found[0].unit } : {};
      },
    }),
    unitStep({ among: (said) => fitting(tasks, said).map((task) => task.unit) }),
    quantityStep(),
    binStep("to", { fits: (found) => (found.purpose === "pick" ? "" : text.notForPicking(found.code)) }),
  ];
}

export function Replenish() {
  const asked = useResource("/replenishments", ["replenishment", "item"]);
  /** @type {Replenishment[]} */
  const tasks = asked.data?.replenishments ?? [];
  const flow = useFlow(steps(tasks), {
    finish: async (said, told) => {
      const [task] = fitting(tasks, said);
      const quantity = unitsOf(said);
      await told(`/replenishments/${task.task}`, { to: said.to, quantity });
      asked.refresh();
      return { words: text.moved(quantity, said.sku, said.from, said.to) };
    },
  });
  const { said, step } = flow;
  const [task, ...others] = fitting(tasks, said);
  return html`
    <${Work} title=${text.replenish} resources=${[asked]} flow=${flow}>
      ${!task && html`<${Nothing} words=${text.nothingToReplenish} />`}
      ${task && step?.name === "quantity" && html`<${Quantity} key=${task.task} flow=${flow} task=${task} />`}
      ${task && step?.name !== "quantity" && html`
        <${ScanStage} flow=${flow} ...${promptOf(step?.name, said, task)}>
          <${ItemCard} sku=${task.sku} unit=${task.unit} description=${task.description}>
            <p class="of">${said.quantity ? `${text.units(said.quantity)} · ${text.fromBin(task.from)}` : `${text.wanted(task.quantity)} · ${since(task.asked_ms)}`}</p>
          <//>
          ${step?.name === "from" && others.length > 0 && html`<p class="hint">${text.furtherTasks(others.length)}</p>`}
        <//>`}
    <//>
  `;
}

/** @param {string | undefined} name @param {import("../stock_flow.js").Said} said @param {Replenishment} task */
function promptOf(name, said, task) {
  if (name === "from") return { ask: text.goToOverstock, plate: task.from, standIns: [{ code: task.from, label: text.standIns.bin }] };
  if (name === "item") return { ask: text.scanItem, plate: task.sku, standIns: [{ code: task.sku, label: text.standIns.item }] };
  if (name === "unit") return { ask: text.scanUnit(said.tracking), plate: task.unit, standIns: [{ code: task.unit, label: text.standIns.unit }] };
  const standIns = task.to ? [{ code: task.to, label: text.standIns.bin }] : [];
  return { ask: task.to ? text.carryTo : text.carryAnywhere, plate: task.to, hint: task.to ? "" : text.binForPicking, standIns };
}

/** @param {{flow: any, task: Replenishment}} props */
function Quantity({ flow, task }) {
  const number = useNumber(task.quantity, { most: task.on_hand });
  const say = useAction(() => flow.answer({ quantity: number.value }));
  return html`
    <${NumberStage} flow=${flow} ask=${text.howMany} number=${number} of=${text.wantedOf(task.quantity, task.on_hand)} trouble=${html`<${Trouble} error=${say.error} />`}
      action=${html`<button class="main" disabled=${!number.sound || say.busy || flow.held} onClick=${say.run}>${text.take(number.value ?? 0)}</button>`}>
      <${ItemCard} sku=${task.sku} unit=${task.unit} description=${task.description} />
    <//>
  `;
}
