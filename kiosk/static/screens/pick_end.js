/** A walk that stands still: paused, all stops done, finished, or given back. */
import { useAction } from "../action.js";
import { post } from "../api.js";
import { Trouble } from "../frame.js";
import { html } from "../html.js";
import { may } from "../me.js";
import { useResource } from "../resource.js";
import { words } from "../words.js";

const text = await words("walk_end");
const frameText = await words("frame");
const { states } = await words("states");

/** @param {{view: import("../shapes.js").PickSession, notice: string, answered: (answer: any) => void}} props */
export function Ending({ view, notice, answered }) {
  if (view.state === "paused") return html`<${Paused} view=${view} answered=${answered} />`;
  if (view.state === "open") return html`<${StopsDone} view=${view} answered=${answered} notice=${notice} />`;
  return html`<${Over} view=${view} />`;
}

/** @param {{view: import("../shapes.js").PickSession, answered: (answer: any) => void}} props */
function Paused({ view, answered }) {
  const act = useAction(async (path) => answered(await post(`/pick-sessions/${view.session}/${path}`)));
  return html`
    <section class="ending">
      <h2>${text.pausedTitle}</h2>
      <p>${text.by(view.operator)} · ${text.of(view.done, view.stops)}</p>
      <p>${text.pausedHint}</p>
      <${Trouble} error=${act.error} />
      <div class="actions">
        <button disabled=${act.busy} onClick=${() => act.run("abandon")}>${text.abandon}</button>
        <button class="main" disabled=${act.busy} onClick=${() => act.run("resume")}>${text.resumeHere}</button>
      </div>
    </section>
  `;
}

/** @param {{view: import("../shapes.js").PickSession, notice: string, answered: (answer: any) => void}} props */
function StopsDone({ view, notice, answered }) {
  const finish = useAction(async () => answered(await post(`/pick-sessions/${view.session}/finish`)));
  return html`
    <section class="ending" role="status">
      <h2>${text.allDone}</h2>
      ${notice && html`<p class="notice">${notice}</p>`}
      <${Totes} view=${view} />
      <${Trouble} error=${finish.error} />
      <div class="actions"><button class="main" disabled=${finish.busy} onClick=${finish.run}>${text.finish}</button></div>
    </section>
  `;
}

/** @param {{view: import("../shapes.js").PickSession}} props */
function Over({ view }) {
  const done = view.state === "done";
  return html`
    <section class="ending">
      <h2>${done ? text.finished : text.abandoned}</h2>
      <${Totes} view=${view} />
      <div class="actions">
        <a class="button" href="#/">${frameText.home}</a>
        <a class="button main" href="#/pick">${text.next}</a>
      </div>
    </section>
  `;
}

/**
 * A tote goes to packing when its order is picked; otherwise it says why not. Orders change after the walk is over, too.
 * @param {{view: import("../shapes.js").PickSession}} props
 */
function Totes({ view }) {
  const walk = useResource(`/pick-sessions/${view.session}`, ["pick_session", "order"]);
  const { totes } = walk.data ?? view;
  return html`
    <p class="lead">${text.toPacking}</p>
    <ul class="totes">${totes.map((/** @type {import("../shapes.js").PickSession["totes"][number]} */ one) => html`<${Tote} key=${one.order} ...${one} />`)}</ul>
  `;
}

/** @param {import("../shapes.js").PickSession["totes"][number]} props */
function Tote({ tote, order, state }) {
  const onItsWay = ["picked", "packed", "shipped"].includes(state);
  return html`
    <li class=${onItsWay ? "" : "aside"}>
      <b class="code">${tote}</b>
      <span>
        ${may("orders") ? html`<a href=${`#/orders/${order}`}>${order}</a>` : order}
        <small>${onItsWay ? states[state] : text.setAside(states[state])}</small>
      </span>
    </li>
  `;
}
