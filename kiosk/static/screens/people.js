/** Who works here: adding people, their roles, PINs and badges. */
import { post } from "../api.js";
import { sent, typed } from "../form.js";
import { Frame, Missing } from "../frame.js";
import { html } from "../html.js";
import { Locked } from "../identity/locked.js";
import { useResource } from "../resource.js";
import { useState } from "../vendor/preact-hooks.js";
import { words } from "../words.js";
import { NewPin } from "./new_pin.js";
import { Person } from "./person.js";
import { RoleChoice, wantsPin } from "./roles.js";

const text = await words("people");

/** @typedef {import("../shapes.js").Operator} Operator */

export function People() {
  const people = useResource("/operators", ["people"]);
  return html`
    <${Frame} title=${text.people} up="/settings" resources=${[people]} kind="console people">
      <${Locked} right="people">
        <${Missing} resource=${people} />
        ${people.data && html`<${Everybody} people=${people.data.operators} />`}
      <//>
    <//>
  `;
}

/** @param {{people: Operator[]}} props */
function Everybody({ people }) {
  const [open, show] = useState("");
  const [adding, add] = useState(false);
  const toggle = (/** @type {string} */ name) => show(open === name ? "" : name);
  return html`
    ${adding ? html`<${NewPerson} close=${() => add(false)} />` : html`<button class="main" onClick=${() => add(true)}>${text.addPerson}</button>`}
    ${people.map((one) => html`<${Person} key=${one.operator} one=${one} open=${open === one.operator} toggle=${() => toggle(one.operator)} />`)}
  `;
}

/** @param {{close: () => void}} props */
function NewPerson({ close }) {
  const [name, call] = useState("");
  const [role, choose] = useState("picker");
  const [step, go] = useState("who");
  const add = async (/** @type {string} */ pin) => {
    await post("/operators", { operator: name.trim(), role, pin });
    close();
  };
  if (step === "pin") {
    return html`<section class="card"><${NewPin} name=${name.trim()} set=${add} without=${wantsPin(role) ? undefined : () => add("")} back=${() => go("who")} /></section>`;
  }
  return html`
    <form class="card new-person" onSubmit=${sent(() => go("pin"))}>
      <h2>${text.addPerson}</h2>
      <label>${text.name}<input value=${name} maxlength="80" required autocomplete="off" ref=${(/** @type {HTMLInputElement | null} */ box) => name || box?.focus()}
        onInput=${typed(call)} /></label>
      <${RoleChoice} role=${role} choose=${choose} />
      <div class="answers">
        <button class="main" disabled=${!name.trim()}>${text.next}</button>
        <button type="button" class="quiet" onClick=${close}>${text.leave}</button>
      </div>
    </form>
  `;
}
