/** One device: how it is, trying it, where it stands or whose it is, and the papers of a printer. */
import { useAction } from "../action.js";
import { post } from "../api.js";
import { sent, typed } from "../form.js";
import { Frame, Missing, Nothing, Trouble } from "../frame.js";
import { html } from "../html.js";
import { Mark } from "../mark.js";
import { useResource } from "../resource.js";
import { useState } from "../vendor/preact-hooks.js";
import { moment } from "../wording.js";
import { words } from "../words.js";
import { about } from "./devices.js";
import { Paper, unanswered } from "./papers.js";

const text = await words("devices");
const papersText = await words("papers");

/** @typedef {import("../shapes.js").Device} Device */
/** @typedef {import("../shapes.js").PrintJob} PrintJob */

const PAPERS = 8;
// A trial waits for a person with a scanner, or for a printer, up to half a minute.
const TRIAL_MS = 60_000;

/** @param {{words: string[]}} props the device's name */
export function DeviceScreen({ words: [name] }) {
  const devices = useResource("/devices", ["device", "binding", "print_job", "scanner"]);
  /** @type {Device | undefined} */
  const device = devices.data?.devices.find((/** @type {Device} */ one) => one.name === name);
  return html`
    <${Frame} title=${name} up="/devices" resources=${[devices]} kind="console">
      <${Missing} resource=${devices} />
      ${devices.data && !device && html`<${Nothing} words=${text.gone} />`}
      ${device && html`
        <div class="columns">
          <${Health} device=${device} />
          <div>
            <${Trial} device=${device} />
            ${device.kind === "scanner" && html`<${Binding} key=${device.station + device.operator} device=${device} />`}
          </div>
        </div>
        ${device.kind === "printer" && html`<${Papers} device=${device} />`}`}
    <//>
  `;
}

/** @param {{device: Device}} props */
function Health({ device }) {
  return html`
    <section class=${`card health ${device.status}`}>
      <p class=${`lead ${device.status}`}><${Mark} status=${device.status} />
        <span>${text.status[device.status]} <span class="soft">${device.detail}</span></span></p>
      ${device.remedy && html`<p class="remedy">${device.remedy}</p>`}
      <dl class="facts">
        <dt>${text.is}</dt><dd>${about(device)}</dd>
        <dt>${text.since}</dt><dd>${moment(device.since_ms)}</dd>
        ${device.station && html`<dt>${text.at}</dt><dd>${device.station}</dd>`}
        ${device.evidence && html`<dt>${text.evidence}</dt><dd>${device.evidence} (${moment(device.evidence_ms)})</dd>`}
        ${device.last_error && html`<dt>${text.lastError}</dt><dd>${device.last_error} (${moment(device.last_error_ms)})</dd>`}
      </dl>
    </section>
  `;
}

/** @param {{device: Device}} props */
function Trial({ device }) {
  const [tried, tell] = useState(/** @type {{outcome: string, message: string} | null} */ (null));
  const trial = useAction(async () => {
    tell(null);
    tell(await post(`/devices/${encodeURIComponent(device.name)}/trial`, {}, { patienceMs: TRIAL_MS }));
  });
  return html`
    <section class="card trial">
      <button class="main" disabled=${trial.busy} onClick=${trial.run}>${text.trials[device.kind]}</button>
      ${trial.busy && html`<p role="status"><progress aria-label=${text.busy}></progress> ${text.trying[device.kind]}</p>`}
      <${Trouble} error=${trial.error} />
      ${tried && html`<p class=${`outcome ${tried.outcome}`} role="status"><${Mark} status=${tried.outcome} /> <span>${tried.message}</span></p>`}
    </section>
  `;
}

/** @param {{device: Device}} props */
function Binding({ device }) {
  const stations = useResource("/stations", []);
  const [operator, name] = useState(device.operator);
  const bind = useAction((/** @type {object} */ to) => post("/bindings", { device: device.name, ...to }));
  const unbind = useAction(() => post(`/bindings/${encodeURIComponent(device.name)}/remove`));
    return html`
    <section class="card binding">
      <h2>${text.belongs}</h2>
      <p class="belongs">${device.station ? text.standsAt(device.station) : device.operator ? text.walksWith(device.operator) : text.free}</p>
      <p class="soft">${text.byLabel}</p>
      <div class="chips" role="group" aria-label=${text.station}>
        ${(stations.data?.stations ?? []).map(
          (/** @type {import("../shapes.js").Station} */ { station }) => html`<button key=${station} class="chip" aria-pressed=${station === device.station}
            disabled=${bind.busy} onClick=${() => bind.run({ station })}>${station}</button>`,
        )}
      </div>
      <form class="inline" onSubmit=${sent(() => bind.run({ operator }))}>
        <label>${text.operator}
          <input value=${operator} maxlength="80" required autocomplete="off" onInput=${typed(name)} /></label>
        <button disabled=${bind.busy}>${text.giveTo}</button>
        ${device.bound && html`<button type="button" class="quiet" disabled=${unbind.busy} onClick=${unbind.run}>${text.unbind}</button>`}
      </form>
      <${Trouble} error=${bind.error ?? unbind.error} />
    </section>
  `;
}

/**
 * The last papers of a printer: those of its station that it prints, and its own test pages.
 * @param {{device: Device}} props
 */
function Papers({ device }) {
  const atStation = useResource(`/print-jobs?station=${encodeURIComponent(device.station)}&most=50`, ["print_job"]);
  const tests = useResource(`/print-jobs?document=test_page&most=${PAPERS}`, ["print_job"]);
  /** @type {PrintJob[]} */
  const ours = [
    ...(atStation.data?.print_jobs ?? []).filter((/** @type {PrintJob} */ job) => device.documents.includes(job.document)),
    ...(tests.data?.print_jobs ?? []).filter((/** @type {PrintJob} */ job) => job.printer === device.name),
  ].sort((a, b) => b.print_job - a.print_job);
  const open = unanswered(ours);
  return html`
    <section class="card">
      <h2>${papersText.last}</h2>
      <${Missing} resource=${atStation} />
      ${atStation.data && tests.data && !ours.length && html`<p class="soft">${papersText.none}</p>`}
      <ul class="rows papers">
        ${ours.slice(0, PAPERS).map((job) => html`<${Paper} key=${job.print_job} job=${job} asks=${open.includes(job)} />`)}
      </ul>
    </section>
  `;
}
