/** Who is signed in at this screen, and whether others can read its connection. */
import { html } from "./html.js";
import { ask, useMe } from "./me.js";
import { words } from "./words.js";

const text = await words("frame");
const identity = await words("identity");

/** The name on a button; a tap tells more. */
export function Who() {
  const known = useMe();
  if (!known) return null;
  const name = known.operator?.name ?? "";
  const label = name ? text.signedIn(name) : text.signIn;
  const unprotected = known.plain ? identity.plain : "";
  return html`
    <button class="who" aria-label=${unprotected ? `${label}. ${unprotected}` : label} title=${unprotected} onClick=${() => ask("me")}>
      <b aria-hidden="true">${name ? initials(name) : "?"}</b><span>${name || text.signIn}</span>
      ${unprotected && html`<${OpenLock} />`}
    </button>
  `;
}

function OpenLock() {
  return html`<svg class="open-lock" viewBox="0 0 24 24" aria-hidden="true"><path d="M8 11V7a4 4 0 0 1 7.7-1.5M5 11h14v9H5z" /></svg>`;
}

/** @param {string} name */
function initials(name) {
  const parts = name.split(" ").map((part) => [...part][0]);
  return parts.length > 1 ? parts[0] + parts[parts.length - 1] : parts[0];
}
