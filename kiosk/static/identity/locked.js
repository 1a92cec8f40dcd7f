/** What only some may see and change, each time with the PIN: once it counts no more, all of it is out of sight until it is entered again. */
import { html } from "../html.js";
import { useMe } from "../me.js";
import { useEffect, useState } from "../vendor/preact-hooks.js";
import { words } from "../words.js";
import { PinPad } from "./pin_pad.js";
import { SignIn } from "./sign_in.js";
import { unlock } from "./signing_in.js";
import { useUnlockedS } from "./unlocked.js";

const text = await words("identity");

/** @param {{right: string, children?: any}} props */
export function Locked({ right, children }) {
  const known = useMe();
  const open = useOpen();
  const [opened, remember] = useState(false);
  useEffect(() => {
    if (open) remember(true);
  }, [open]);
  if (!known) return null;
  if (!known.rights.includes(right)) return known.operator ? html`<p class="nothing">${text.notForYou(known.operator.name)}</p>` : html`<div class="card"><${SignIn} /></div>`;
  return html`
    ${(open || opened) && html`<div class="behind-pin" hidden=${!open}>${children}</div>`}
    ${!open && known.operator && html`
      <div class="card">
        <${PinPad} label=${text.enter} submit=${unlock}><h2>${text.pinOf(known.operator.name)}</h2><p>${text.pinNeeded}</p><//>
      </div>`}
  `;
}

/**
 * Whether the PIN counts just now. While the box is set up nobody has one.
 * @returns {boolean}
 */
export function useOpen() {
  const openS = useUnlockedS();
  return Boolean(useMe()?.setup) || openS > 0;
}
