/** A walk that stands still: paused, all stops done, finished, or given back. */
import { useAction } from "../action.js";
import { post } from "../api.js";
import { Missing, Trouble } from "../frame.js";
import { html } from "../html.js";
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
      <${Totes} totes=${view.totes} />
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
      <${Totes} totes=${view.totes} />
      <div class="actions">
        <a class="button" href="#/">${frameText.home}</a>
        <a class="button main" href="#/pick">${text.next}</a>
      </div>
    </section>
  `;
}

/** @param {{totes: import("../shapes.js").PickSession["totes"]}} props */
function Totes({ totes }) {
  return html`
    <p class="lead">${text.toPacking}</p>
    <ul class="totes">${totes.map((entry) => html`<${Tote} key=${entry.order} tote=${entry.tote} number=${entry.order} />`)}</ul>
  `;
}

/**
 * A tote goes to packing when its order is picked; otherwise it says why not.
 * @param {{tote: string, number: string}} props
 */
function Tote({ tote, number }) {
  const order = useResource(`/orders/${number}`, ["order"], number);
  const state = order.data?.state;
  const onItsWay = ["picked", "packed", "shipped"].includes(state);
  return html`
    <li class=${state && !onItsWay ? "aside" : ""}>
      <b class="code">${tote}</b>
      <span>
        <a href=${`#/orders/${number}`}>${number}</a>
        <${Missing} resource=${order} />
        ${state && html`<small>${onItsWay ? states[state] : text.setAside(states[state])}</small>`}
      </span>
    </li>
  `;
}
