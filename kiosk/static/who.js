/** Who is signed in at this screen. */
import { html } from "./html.js";
import { ask, useMe } from "./me.js";
import { words } from "./words.js";

const text = await words("frame");

/** The name on a button; a tap tells more. */
export function Who() {
  const known = useMe();
  if (!known) return null;
  const name = known.operator?.name ?? "";
  return html`
    <button class="who" aria-label=${name ? text.signedIn(name) : text.signIn} onClick=${() => ask("me")}>
      <b aria-hidden="true">${name ? initials(name) : "?"}</b><span>${name || text.signIn}</span>
    </button>
  `;
}

/** @param {string} name */
function initials(name) {
  const parts = name.split(" ").map((part) => [...part][0]);
  return parts.length > 1 ? parts[0] + parts[parts.length - 1] : parts[0];
}
