/** Before a walk: who picks, with which scanner, how many orders; and the walks under way. */
import { useAction } from "../action.js";
import { post } from "../api.js";
import { sent, typed } from "../form.js";
import { Frame, Missing, Nothing, Trouble } from "../frame.js";
import { html } from "../html.js";
import { may, useMe } from "../me.js";
import { useResource } from "../resource.js";
import { go } from "../route.js";
import { remember, useSettings } from "../settings.js";
import { useEffect, useState } from "../vendor/preact-hooks.js";
import { words } from "../words.js";

const text = await words("walks");

const MOST = 10;

export function PickStart() {
  const health = useResource("/health", ["order"]);
  const sessions = useResource("/pick-sessions", ["pick_session"]);
  const known = health.data && sessions.data;
  return html`
    <${Frame} title=${text.title} resources=${[health, sessions]} kind="start">
      <${Missing} resource=${health} /><${Missing} resource=${sessions} />
      ${known && html`<${NewWalk} ready=${health.data.backlog.allocated ?? 0} />`}
      ${known && sessions.data.sessions.length > 0 && html`<${Running} sessions=${sessions.data.sessions} />`}
    <//>
  `;
}

/** @param {{ready: number}} props orders that can be picked */
function NewWalk({ ready }) {
  const { operator } = useSettings();
  const known = useMe();
  const [wanted, want] = useState(4);
  const most = Math.min(wanted, MOST, Math.max(ready, 1));
  const start = useAction(async () => go(`/pick/${(await post("/pick-sessions", { most })).session}`));
  if (!ready) return html`<${NoneReady} />`;
  return html`
    <form class="card new-walk" onSubmit=${sent(start.run)}>
      <p class="lead">${text.ready(ready)}</p>
      <div class="fields">
        ${!known?.operator && html`
          <label>${text.operator}
            <input value=${operator} maxlength="80" autocomplete="off" required onInput=${typed((operator) => remember({ operator }))} />
          </label>`}
        ${known?.device.kind === "kiosk" && html`<${ScannerChoice} />`}
      </div>
      <fieldset class="stepper">
        <legend>${text.howMany}</legend>
        <button type="button" aria-label=${text.fewer} disabled=${most <= 1} onClick=${() => want(most - 1)}>−</button>
        <output>${most}</output>
        <button type="button" aria-label=${text.further} disabled=${most >= Math.min(MOST, ready)} onClick=${() => want(most + 1)}>+</button>
      </fieldset>
      <${Trouble} error=${start.error} />
      <button class="main" disabled=${start.busy}>${text.start(most)}</button>
    </form>
  `;
}

/** Nothing to pick: the orders say why, or there is nothing in the box to pick from. */
function NoneReady() {
  const stations = useResource("/stations", ["place"]);
  if (stations.data?.stations.length === 0) return html`<${Nothing} words=${text.nothingYet}><a href="/owner/stock">${text.toStock}</a><//>`;
  return html`<${Nothing} words=${text.noneReady}>${may("orders") && html`<a href="#/orders">${text.seeOrders}</a>`}<//>`;
}

function ScannerChoice() {
  const scanners = useResource("/scanners", ["binding", "device"]);
  const { device } = useSettings();
  /** @type {import("../shapes.js").Scanner[]} */
  const all = scanners.data?.scanners ?? [];
  const walking = all.filter((scanner) => !scanner.station);
  const first = walking.some(({ name }) => name === device) ? "" : walking[0]?.name;
  useEffect(() => {
    if (first) remember({ device: first }); // what this screen remembers is no scanner that walks
  }, [first]);
  return html`
    <label>${text.scanner}
      <select value=${device} onChange=${typed((device) => remember({ device }))}>
        ${walking.map(({ name }) => html`<option key=${name} value=${name}>${name}</option>`)}
      </select>
    </label>
  `;
}

/** @param {{sessions: import("../shapes.js").PickSession[]}} props */
function Running({ sessions }) {
  return html`
    <section class="card running">
      <h2>${text.running}</h2>
      <ul class="rows">${sessions.map((session) => html`<${Walk} key=${session.session} session=${session} />`)}</ul>
    </section>
  `;
}

/** @param {{session: import("../shapes.js").PickSession}} props */
function Walk({ session }) {
  const resume = useAction(async () => {
    await post(`/pick-sessions/${session.session}/resume`);
    go(`/pick/${session.session}`);
  });
  return html`
    <li>
      <span class="what">
        <b>${text.walk(session.session)}</b> ${text.by(session.operator)}
        <small>${text.of(session.done, session.stops)} · ${session.state === "paused" ? text.paused : text.open}</small>
        <${Trouble} error=${resume.error} />
      </span>
      <button disabled=${resume.busy} onClick=${resume.run}>${text.resume}</button>
    </li>
  `;
}
