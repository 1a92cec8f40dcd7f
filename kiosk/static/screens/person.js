/** One person: role, PIN, badge, and whether that one works here. */
import { useAction } from "../action.js";
import { post } from "../api.js";
import { typed } from "../form.js";
import { Trouble } from "../frame.js";
import { html } from "../html.js";
import { useResource } from "../resource.js";
import { remember, useSettings } from "../settings.js";
import { useState } from "../vendor/preact-hooks.js";
import { words } from "../words.js";
import { NewPin } from "./new_pin.js";
import { RoleChoice, wantsPin } from "./roles.js";

const text = await words("people");

/** @typedef {import("../shapes.js").Operator} Operator */

/** @param {{one: Operator, open: boolean, toggle: () => void}} props */
export function Person({ one, open, toggle }) {
  const facts = [text.roles[one.role], !one.has_pin && text.noPin, !one.badge && text.noBadge];
  return html`
    <section class=${`card person ${one.active ? "" : "gone"}`}>
      <button class="quiet head" aria-expanded=${open} onClick=${toggle}>
        <span class="what">${one.operator}<small>${one.active ? facts.filter(Boolean).join(" · ") : text.gone}</small></span>
        <span aria-hidden="true">${open ? "−" : "+"}</span>
      </button>
      ${open && (one.active ? html`<${Changes} one=${one} />` : html`<${Back} one=${one} />`)}
    </section>
  `;
}

/** @param {string} name */
function pathOf(name) {
  return `/operators/${encodeURIComponent(name)}`;
}

/** @param {{one: Operator}} props */
function Changes({ one }) {
  const [asking, ask] = useState("");
  const [role, wish] = useState(one.role);
  const change = useAction((/** @type {object} */ body) => post(pathOf(one.operator), body));
  const setPin = async (/** @type {string} */ pin) => {
    await post(`${pathOf(one.operator)}/pin`, { pin });
    if (role !== one.role) await post(pathOf(one.operator), { role });
    ask("");
  };
  const choose = (/** @type {string} */ wanted) => {
    wish(wanted);
    if (wantsPin(wanted) && !one.has_pin) ask("pin");
    else change.run({ role: wanted });
  };
  const leave = () => {
    wish(one.role);
    ask("");
  };
  if (asking === "pin") return html`<${NewPin} name=${one.operator} set=${setPin} back=${leave} />`;
  return html`
    <div class="changes">
      <${RoleChoice} role=${one.role} choose=${choose} busy=${change.busy} />
      <${Trouble} error=${change.error} />
      <${BadgePrint} one=${one} />
      <div class="answers">
        <button onClick=${() => ask("pin")}>${one.has_pin ? text.otherPin : text.givePin}</button>
        ${asking !== "gone" && html`<button class="grave" onClick=${() => ask("gone")}>${text.worksNoMore}</button>`}
      </div>
      ${asking === "gone" && html`
        <div class="answers" role="group" aria-label=${text.goneSure(one.operator)}>
          <p>${text.goneSure(one.operator)}</p>
          <button class="grave main" disabled=${change.busy} onClick=${() => change.run({ active: false })}>${text.worksNoMore}</button>
          <button class="quiet" onClick=${leave}>${text.keep}</button>
        </div>`}
    </div>
  `;
}

/** @param {{one: Operator}} props */
function Back({ one }) {
  const back = useAction(() => post(pathOf(one.operator), { active: true }));
  return html`
    <div class="answers"><button disabled=${back.busy} onClick=${back.run}>${text.worksAgain}</button></div>
    <${Trouble} error=${back.error} />
  `;
}

/** @param {{one: Operator}} props with a new badge all older ones are worth nothing */
function BadgePrint({ one }) {
  const stations = useResource("/stations", []);
  const remembered = useSettings().station;
  const [printed, tell] = useState("");
  /** @type {{station: string}[]} */
  const known = stations.data?.stations ?? [];
  const station = (known.find((entry) => entry.station === remembered) ?? known[0])?.station ?? "";
  const print = useAction(async () => {
    await post(`${pathOf(one.operator)}/badge`, { station });
    tell(text.badgePrints(station));
  });
  if (!station) return null;
  return html`
    <div class="answers">
      ${known.length > 1 && html`<label>${text.station}<select value=${station} onChange=${typed((station) => remember({ station }))}>
        ${known.map((entry) => html`<option key=${entry.station} value=${entry.station}>${entry.station}</option>`)}</select></label>`}
      <button disabled=${print.busy} onClick=${print.run}>${one.badge ? text.newBadge : text.printBadge}</button>
    </div>
    ${one.badge > 0 && html`<p class="soft">${text.oldBadgesDie}</p>`}
    ${printed && html`<p class="notice" role="status">${printed}</p>`}
    <${Trouble} error=${print.error} />
  `;
}
