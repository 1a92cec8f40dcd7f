/** A new PIN, typed twice. */
import { useAction } from "../action.js";
import { Trouble } from "../frame.js";
import { html } from "../html.js";
import { PinPad } from "../identity/pin_pad.js";
import { useState } from "../vendor/preact-hooks.js";
import { words } from "../words.js";

const text = await words("people");

/** @param {{name: string, set: (pin: string) => Promise<void>, without?: () => Promise<void>, back: () => void}} props `without`: no PIN will do, too */
export function NewPin({ name, set, without, back }) {
  const [first, keep] = useState("");
  const bare = useAction(async () => without?.());
  const enter = async (/** @type {string} */ pin) => {
    if (!first) return keep(pin);
    keep("");
    if (pin !== first) throw new Error(text.pinDiffers);
    await set(pin);
  };
  return html`
    <${PinPad} label=${first ? text.save : text.next} submit=${enter}>
      <h2>${first ? text.pinAgain(name) : text.newPin(name)}</h2>
      <p class="soft">${text.pinRule}</p>
      <${Trouble} error=${bare.error} />
      <div class="answers">
        ${without && !first && html`<button type="button" disabled=${bare.busy} onClick=${bare.run}>${text.withoutPin}</button>`}
        <button type="button" class="quiet" onClick=${back}>${text.leave}</button>
      </div>
    <//>
  `;
}
