/** A walk that stands still: paused, all stops done, finished, or given back. */
import { useAction } from "../action.js";
import { post } from "../api.js";
import { Missing, Trouble } from "../frame.js";
import { html } from "../html.js";
import { text } from "../messages.js";
import { useResource } from "../resource.js";

/** @param {{view: import("../shapes.js").PickSession, answered: (answer: any) => void}} props */
export function Paused({ view, answered }) {
  const act = useAction(async (path) => answered(await post(`/pick-sessions/${view.session}/${path}`)));
  return html`
    <section class="ending">
      <h2>${text.pick.pausedTitle}</h2>
      <p>${text.pick.by(view.operator)} · ${text.pick.of(view.done, view.stops)}</p>
      <p>${text.pick.pausedHint}</p>
      <${Trouble} error=${act.error} />
      <div class="actions">
        <button disabled=${act.busy} onClick=${() => act.run("abandon")}>${text.pick.abandon}</button>
        <button class="main" disabled=${act.busy} onClick=${() => act.run("resume")}>${text.pick.resumeHere}</button>
      </div>
    </section>
  `;
}

/** @param {{view: import("../shapes.js").PickSession, notice: string, answered: (answer: any) => void}} props */
export function StopsDone({ view, notice, answered }) {
  const finish = useAction(async () => answered(await post(`/pick-sessions/${view.session}/finish`)));
  return html`
    <section class="ending" role="status">
      <h2>${text.pick.allDone}</h2>
      ${notice && html`<p class="notice">${notice}</p>`}
      <${Totes} totes=${view.totes} />
      <${Trouble} error=${finish.error} />
      <div class="actions"><button class="main" disabled=${finish.busy} onClick=${finish.run}>${text.pick.finish}</button></div>
    </section>
  `;
}

/** @param {{view: import("../shapes.js").PickSession}} props */
export function Over({ view }) {
  const done = view.state === "done";
  return html`
    <section class="ending">
      <h2>${done ? text.pick.finished : text.pick.abandoned}</h2>
      <${Totes} totes=${view.totes} />
      <div class="actions">
        <a class="button" href="#/">${text.home}</a>
        <a class="button main" href="#/pick">${text.pick.next}</a>
      </div>
    </section>
  `;
}

function Totes({ totes }) {
  return html`
    <p class="lead">${text.pick.toPacking}</p>
    <ul class="totes">${totes.map((entry) => html`<${Tote} key=${entry.order} tote=${entry.tote} number=${entry.order} />`)}</ul>
  `;
}

/** A tote goes to packing when its order is picked; otherwise it says why not. */
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
        ${state && html`<small>${onItsWay ? text.orders.states[state] : text.pick.setAside(text.orders.states[state])}</small>`}
      </span>
    </li>
  `;
}
