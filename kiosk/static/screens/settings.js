/** Settings: the language of this screen, where people and devices are looked after, and which box this is. */
import { Frame } from "../frame.js";
import { html } from "../html.js";
import { LanguageChoice } from "../language_choice.js";
import { may, useMe } from "../me.js";
import { useResource } from "../resource.js";
import { words } from "../words.js";

const text = await words("people");

export function Settings() {
  const known = useMe();
  const health = useResource(may("look") ? "/health" : "", []);
  // Whoever stands before a kiosk may sign in there and then.
  const open = known?.device.kind === "kiosk" && !known.operator;
  const shown = (/** @type {string} */ right) => (open && !known?.plain) || may(right);
  return html`
    <${Frame} title=${text.settings} resources=${[health]} kind="console people">
      <section class="card language-of"><h2>${text.language}</h2><${LanguageChoice} /></section>
      <nav class="ways" aria-label=${text.settings}>
        ${shown("people") && html`
          <a class="button" href="#/people">${text.people}</a>
          <a class="button" href="#/paired-devices">${text.pairedDevices}</a>
          <a class="button" href="#/pair-device">${text.pairDevice}</a>`}
        <a class="button" href="#/devices">${text.devices}</a>
        ${shown("settings") && html`<a class="button" href="/owner">${text.ownerPages}</a>`}
      </nav>
      ${known && html`
        <section class="card about">
          <h2>${text.about}</h2>
          <dl>
            <dt>${text.boxName}</dt><dd>${known.box.name}</dd>
            <dt>${text.thisDevice}</dt><dd>${known.device.name} · ${text.kinds[known.device.kind]}</dd>
            ${health.data && html`<dt>${text.version}</dt><dd>${health.data.version}</dd>`}
            ${known.box.addresses.length > 0 && html`<dt>${text.addresses}</dt><dd>${known.box.addresses.map((one) => html`<span key=${one} class="line">${one}</span>`)}</dd>`}
          </dl>
        </section>`}
    <//>
  `;
}
