/** What a person says of scans that came late. */
import { useAction } from "./action.js";
import { post } from "./api.js";
import { Trouble } from "./frame.js";
import { html } from "./html.js";
import { byDevice, useLateScans } from "./late_scans.js";
import { moment } from "./wording.js";
import { words } from "./words.js";

/** @typedef {import("./shapes.js").SetAside} SetAside */

const text = await words("late");

/**
 * A card with the scans of one device.
 * @param {{device: string, scans: SetAside[]}} props
 */
export function LateCard({ device, scans }) {
  return html`
    <section class="card warning late">
      <h2>${text.came(scans.length, device)}</h2>
      <p>${text.hint}</p>
      <${Codes} scans=${scans} />
      <${Answers} device=${device} />
    </section>
  `;
}

/**
 * On the screens of the floor: one line until it is tapped.
 * @param {{devices: string[]}} props whose scans matter here
 */
export function LateNotice({ devices }) {
  const late = useLateScans();
  const here = byDevice(late.data?.scans ?? []).filter(([device]) => devices.includes(device));
  return here.map(
    ([device, scans]) => html`
      <details class="late-notice" key=${device}>
        <summary>${text.ask(scans.length, device)}</summary>
        <${Codes} scans=${scans} />
        <${Answers} device=${device} />
      </details>
    `,
  );
}

/** @param {{scans: SetAside[]}} props */
function Codes({ scans }) {
  return html`<ol class="codes">${scans.map(
    (scan) => html`<li key=${scan.set_aside}><code>${scan.code}</code> <small>${moment(scan.at_us / 1_000)}</small></li>`,
  )}</ol>`;
}

/** @param {{device: string}} props */
function Answers({ device }) {
  const settle = useAction((/** @type {string} */ verb) => post(`/set-aside/${encodeURIComponent(device)}/${verb}`));
  return html`
    <${Trouble} error=${settle.error} />
    <div class="answers">
      <button class="main" disabled=${settle.busy} onClick=${() => settle.run("take-up")}>${text.takeUp}</button>
      <button disabled=${settle.busy} onClick=${() => settle.run("discard")}>${text.discard}</button>
    </div>
  `;
}
