/** Which devices may come in, who is signed in there, and shutting one out. */
import { useAction } from "../action.js";
import { post } from "../api.js";
import { Frame, Missing, Nothing, Trouble } from "../frame.js";
import { html } from "../html.js";
import { Locked, useOpen } from "../identity/locked.js";
import { useMe } from "../me.js";
import { useResource } from "../resource.js";
import { useState } from "../vendor/preact-hooks.js";
import { moment } from "../wording.js";
import { words } from "../words.js";

const text = await words("people");

/** @typedef {import("../shapes.js").PairedDevice} Paired */

export function PairedDevices() {
  const open = useOpen();
  const devices = useResource(open ? "/paired-devices" : "", ["people"]);
  return html`
    <${Frame} title=${text.pairedDevices} up="/settings" resources=${open ? [devices] : []} kind="console people">
      <${Locked} right="people"><${Devices} devices=${devices} /><//>
    <//>
  `;
}

/** @param {{devices: import("../resource.js").Resource}} props */
function Devices({ devices }) {
  /** @type {Paired[]} */
  const known = devices.data?.devices ?? [];
  return html`
    <a class="button main" href="#/pair-device">${text.pairDevice}</a>
    <${Missing} resource=${devices} />
    ${devices.data && !known.length && html`<${Nothing} words=${text.noDevice} />`}
    ${known.map((device) => html`<${Device} key=${device.device} device=${device} />`)}
  `;
}

/** @param {{device: Paired}} props */
function Device({ device }) {
  const [asking, ask] = useState(false);
  const own = useMe()?.device.name === device.device;
  const act = useAction((/** @type {string} */ verb) => post(`/paired-devices/${encodeURIComponent(device.device)}/${verb}`));
  const details = [text.kinds[device.kind], text.pairedOn(moment(device.paired_ms)), device.way === "plain" && text.notEncrypted];
  return html`
    <section class="card paired">
      <p class="what"><b>${device.device}</b> ${own && html`<span class="tag">${text.thisOne}</span>`}
        <small>${details.filter(Boolean).join(" · ")}</small>
        <span>${device.operator ? text.signedInSince(device.operator, moment(device.signed_in_ms)) : text.nobodySignedIn}</span></p>
      <${Trouble} error=${act.error} />
      ${asking
        ? html`
          <div class="answers" role="group" aria-label=${text.shutOutSure(device.device)}>
            <p>${text.shutOutSure(device.device)}</p>
            <button class="grave main" disabled=${act.busy} onClick=${() => act.run("revoke")}>${text.shutOut}</button>
            <button class="quiet" onClick=${() => ask(false)}>${text.keep}</button>
          </div>`
        : html`
          <div class="answers">
            ${device.operator && html`<button disabled=${act.busy} onClick=${() => act.run("sign-out")}>${text.signOut}</button>`}
            <button class="grave" onClick=${() => ask(true)}>${text.shutOut}</button>
          </div>`}
    </section>
  `;
}
