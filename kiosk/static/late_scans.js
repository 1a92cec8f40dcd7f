/** Scans that a scanner kept while it was out of reach: they count only when a person says so. */
import { useAction } from "./action.js";
import { post } from "./api.js";
import { Trouble } from "./frame.js";
import { html } from "./html.js";
import { text } from "./messages.js";
import { useResource } from "./resource.js";
import { moment } from "./wording.js";

/** @typedef {import("./shapes.js").SetAside} SetAside */

/** The scans that wait for an answer. @returns {any} the resource of `{scans: SetAside[]}` */
export function useLateScans() {
  return useResource("/set-aside", ["set_aside"]);
}

/** @param {SetAside[]} scans @returns {[string, SetAside[]][]} each device with its scans */
export function byDevice(scans) {
  return [...new Set(scans.map((scan) => scan.device))].map((device) => [device, scans.filter((scan) => scan.device === device)]);
}

/** A card with the scans of one device. @param {{device: string, scans: SetAside[]}} props */
export function LateCard({ device, scans }) {
  return html`
    <section class="card warning late">
      <h2>${text.late.came(scans.length, device)}</h2>
      <p>${text.late.hint}</p>
      <${Codes} scans=${scans} />
      <${Answers} device=${device} />
    </section>
  `;
}

/** On the screens of the floor: one line until it is tapped. @param {{devices: string[]}} props whose scans matter here */
export function LateNotice({ devices }) {
  const late = useLateScans();
  const here = byDevice(late.data?.scans ?? []).filter(([device]) => devices.includes(device));
  return here.map(
    ([device, scans]) => html`
      <details class="late-notice" key=${device}>
        <summary>${text.late.ask(scans.length, device)}</summary>
        <${Codes} scans=${scans} />
        <${Answers} device=${device} />
      </details>
    `,
  );
}

function Codes({ scans }) {
  return html`<ol class="codes">${scans.map(
    (scan) => html`<li key=${scan.set_aside}><code>${scan.code}</code> <small>${moment(scan.at_us / 1_000)}</small></li>`,
  )}</ol>`;
}

function Answers({ device }) {
  const settle = useAction((/** @type {string} */ verb) => post(`/set-aside/${encodeURIComponent(device)}/${verb}`));
  return html`
    <${Trouble} error=${settle.error} />
    <div class="answers">
      <button class="main" disabled=${settle.busy} onClick=${() => settle.run("take-up")}>${text.late.takeUp}</button>
      <button disabled=${settle.busy} onClick=${() => settle.run("discard")}>${text.late.discard}</button>
    </div>
  `;
}
