/** Before a walk: who picks, with which scanner, how many orders; and the walks under way. */
import { useAction } from "../action.js";
import { post } from "../api.js";
import { Frame, Missing, Nothing, Trouble } from "../frame.js";
import { html } from "../html.js";
import { text } from "../messages.js";
import { useResource } from "../resource.js";
import { go } from "../route.js";
import { remember, useSettings } from "../settings.js";
import { useEffect, useState } from "../vendor/preact-hooks.js";

const MOST = 10;

export function PickStart() {
  const health = useResource("/health", ["order"]);
  const sessions = useResource("/pick-sessions", ["pick_session"]);
  const known = health.data && sessions.data;
  return html`
    <${Frame} title=${text.pick.title} resources=${[health, sessions]} kind="start">
      <${Missing} resource=${health} /><${Missing} resource=${sessions} />
      ${known && html`<${NewWalk} ready=${health.data.backlog.allocated ?? 0} />`}
      ${known && sessions.data.sessions.length > 0 && html`<${Running} sessions=${sessions.data.sessions} />`}
    <//>
  `;
}

/** @param {{ready: number}} props orders that can be picked */
function NewWalk({ ready }) {
  const { operator } = useSettings();
  const [wanted, want] = useState(4);
  const most = Math.min(wanted, MOST, Math.max(ready, 1));
  const start = useAction(async () => go(`/pick/${(await post("/pick-sessions", { most })).session}`));
  const submitted = (event) => {
    event.preventDefault();
    start.run();
  };
  if (!ready) return html`<${Nothing} words=${text.pick.noneReady}><a href="#/orders">${text.pick.seeOrders}</a><//>`;
  return html`
    <form class="card new-walk" onSubmit=${submitted}>
      <p class="lead">${text.pick.ready(ready)}</p>
      <div class="fields">
        <label>${text.pick.operator}
          <input value=${operator} maxlength="80" autocomplete="off" required onInput=${(event) => remember({ operator: event.target.value })} />
        </label>
        <${ScannerChoice} />
      </div>
      <fieldset class="stepper">
        <legend>${text.pick.howMany}</legend>
        <button type="button" aria-label=${text.pick.fewer} disabled=${most <= 1} onClick=${() => want(most - 1)}>−</button>
        <output>${most}</output>
        <button type="button" aria-label=${text.pick.further} disabled=${most >= Math.min(MOST, ready)} onClick=${() => want(most + 1)}>+</button>
      </fieldset>
      <${Trouble} error=${start.error} />
      <button class="main" disabled=${start.busy}>${text.pick.start(most)}</button>
    </form>
  `;
}

function ScannerChoice() {
  const scanners = useResource("/scanners", ["binding", "device"]);
  const { device } = useSettings();
  const walking = (scanners.data?.scanners ?? []).filter((scanner) => !scanner.station);
  const first = walking.some(({ name }) => name === device) ? "" : walking[0]?.name;
  useEffect(() => {
    if (first) remember({ device: first }); // what this screen remembers is no scanner that walks
  }, [first]);
  return html`
    <label>${text.pick.scanner}
      <select value=${device} onChange=${(event) => remember({ device: event.target.value })}>
        ${walking.map(({ name }) => html`<option key=${name} value=${name}>${name}</option>`)}
      </select>
    </label>
  `;
}

/** @param {{sessions: import("../shapes.js").PickSession[]}} props */
function Running({ sessions }) {
  return html`
    <section class="card running">
      <h2>${text.pick.running}</h2>
      <ul class="rows">${sessions.map((session) => html`<${Walk} key=${session.session} session=${session} />`)}</ul>
    </section>
  `;
}

function Walk({ session }) {
  const resume = useAction(async () => {
    await post(`/pick-sessions/${session.session}/resume`);
    go(`/pick/${session.session}`);
  });
  return html`
    <li>
      <span class="what">
        <b>${text.pick.walk(session.session)}</b> ${text.pick.by(session.operator)}
        <small>${text.pick.of(session.done, session.stops)} · ${session.state === "paused" ? text.pick.paused : text.pick.open}</small>
        <${Trouble} error=${resume.error} />
      </span>
      <button disabled=${resume.busy} onClick=${resume.run}>${text.pick.resume}</button>
    </li>
  `;
}
