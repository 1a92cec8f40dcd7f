/** What people do here. */
import { html } from "../html.js";
import { words } from "../words.js";

const text = await words("people");

const ROLES = ["picker", "packer", "supervisor", "owner"];

/**
 * Whether nobody may have this role without a PIN.
 * @param {string} role
 */
export function wantsPin(role) {
  return role === "supervisor" || role === "owner";
}

/** @param {{role: string, choose: (role: string) => void, busy?: boolean}} props */
export function RoleChoice({ role, choose, busy = false }) {
  return html`
    <div class="chips" role="group" aria-label=${text.role}>
      ${ROLES.map((one) => html`<button key=${one} type="button" class="chip" disabled=${busy} aria-pressed=${one === role} onClick=${() => choose(one)}>${text.roles[one]}</button>`)}
    </div>
    <p class="soft">${text.roleHints[role]}</p>
  `;
}
