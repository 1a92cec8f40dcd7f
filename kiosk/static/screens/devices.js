/** The devices: what is attached, how it is, what to do, and what waits for a person's answer. */
import { Frame, Missing, Nothing } from "../frame.js";
import { html } from "../html.js";
import { LateCard } from "../late_answers.js";
import { byDevice, useLateScans } from "../late_scans.js";
import { Mark } from "../mark.js";
import { useResource } from "../resource.js";
import { words } from "../words.js";
import { Paper, unanswered } from "./papers.js";

const text = await words("devices");
const papersText = await words("papers");

const TOPICS = ["device", "binding", "print_job", "scanner"];
const URGENCY = ["bad", "unknown", "good"];
const NEWEST = 100;

export function Devices() {
  const devices = useResource("/devices", TOPICS);
  const late = useLateScans();
  const jobs = useResource(`/print-jobs?most=${NEWEST}`, ["print_job"]);
  const shown = [...(devices.data?.devices ?? [])].sort((a, b) => URGENCY.indexOf(a.status) - URGENCY.indexOf(b.status));
  return html`
    <${Frame} title=${text.title} resources=${[devices, late, jobs]} kind="console">
      <${Missing} resource=${devices} />
      ${byDevice(late.data?.scans ?? []).map(([device, scans]) => html`<${LateCard} key=${device} device=${device} scans=${scans} />`)}
      <${Doubtful} jobs=${jobs.data?.print_jobs ?? []} />
      ${devices.data && !shown.length && html`<${Nothing} words=${text.none} />`}
      ${devices.data && html`<ul class="equipment">
        ${shown.map((device) => html`<${Row} key=${device.name} device=${device} />`)}
      </ul>`}
      <${Unused} found=${devices.data?.unused ?? []} />
      ${devices.data && html`<a class="button labels-link" href="#/labels">${text.labels}</a>`}
    <//>
  `;
}

/** @param {{device: import("../shapes.js").Device}} props */
function Row({ device }) {
  return html`
    <li>
      <a class=${device.status} href=${`#/devices/${encodeURIComponent(device.name)}`}>
        <${Mark} status=${device.status} />
        <span class="what"><b>${device.name}</b><small>${about(device)}</small></span>
        <span class="how"><span><b>${text.status[device.status]}</b> <span class="soft">${device.detail}</span></span>
          ${device.remedy && html`<span class="remedy">${device.remedy}</span>`}</span>
        <span class="where">${device.station || device.operator}</span>
      </a>
    </li>
  `;
}

/**
 * What a device is, in words.
 * @param {import("../shapes.js").Device} device
 */
export function about(device) {
  const where = device.about.includes(device.address) ? "" : device.address;
  return [text.kinds[device.kind], device.about || device.driver, where].filter(Boolean).join(" · ");
}

/**
 * Papers of which nobody knows yet whether they came out.
 * @param {{jobs: import("../shapes.js").PrintJob[]}} props
 */
function Doubtful({ jobs }) {
  const doubtful = unanswered(jobs);
  if (!doubtful.length) return null;
  return html`
    <section class="card warning">
      <h2>${papersText.doubtful}</h2>
      <ul class="rows papers">${doubtful.map((job) => html`<${Paper} key=${job.print_job} job=${job} asks=${true} />`)}</ul>
    </section>
  `;
}

/** @param {{found: {kind: string, driver: string, address: string, about: string}[]}} props */
function Unused({ found }) {
  if (!found.length) return null;
  return html`
    <section class="card">
      <h2>${text.unused}</h2>
      <ul class="rows">${found.map(
        (device) => html`<li key=${device.address}><span class="what"><b>${device.about}</b>
          <small>${text.kinds[device.kind]} · ${device.driver} · ${device.address}</small></span></li>`,
      )}</ul>
    </section>
  `;
}
