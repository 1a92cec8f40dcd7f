/** How the devices are, in one line that leads to them. */
import { html } from "../html.js";
import { useLateScans } from "../late_scans.js";
import { Mark } from "../mark.js";
import { words } from "../words.js";

const text = await words("home");

// More devices in trouble than this are only counted here.
const NAMED = 2;

/**
 * What is in trouble by name, and in one word the rest.
 * @param {{health: {ledger: string, devices: {name: string, status: string, detail: string}[], lights_not_answering: Record<string, string>}}} props
 */
export function DevicesLine({ health }) {
  const late = useLateScans().data?.scans.length ?? 0;
  const lightsOut = Object.keys(health.lights_not_answering).length;
  const ill = health.devices.filter((device) => device.status !== "good");
  const well = health.devices.length - ill.length;
  const ledgerWell = health.ledger === "good";
  return html`
    <div class="below">
      <a class="all-devices" href="#/devices"><ul class="devices" aria-label=${text.devices}>
        ${late > 0 && html`<${Device} status="bad" name=${text.late(late)} />`}
        ${!ledgerWell && html`<${Device} status="bad" name=${text.ledger} words=${health.ledger} />`}
        ${lightsOut > 0 && html`<${Device} status="bad" name=${text.lightsOut(lightsOut)} />`}
        ${ill.length > NAMED
          ? html`<${Device} status="bad" name=${text.ill(ill.length)} />`
          : ill.map((device) => html`<${Device} key=${device.name} status=${device.status} name=${device.name} words=${device.detail} />`)}
        ${(ledgerWell || well > 0) && html`<${Device} status="good" name=${text.well(ledgerWell, well)} />`}
      </ul></a>
      <a class="button" href="#/labels">${text.labels}</a>
    </div>
  `;
}

/** @param {{status: string, name: string, words?: string}} props */
function Device({ status, name, words = "" }) {
  return html`<li class=${status}><${Mark} status=${status} /><b>${name}</b> <span>${words}</span></li>`;
}
