/** Keys for figures that stand for nothing but themselves: PINs and pairing codes. Those of a keyboard do the same. */
import { html } from "../html.js";
import { useLayoutEffect, useRef } from "../vendor/preact-hooks.js";
import { words } from "../words.js";
import { badgeUnderWay } from "./badge_scans.js";

const text = await words("identity");

const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"];
const TYPING = "input, textarea, select";

/**
 * @param {{typed: string, type: (typed: string) => void, most: number, ready: boolean, locked?: boolean, enter: () => void, label: string}} props
 *   `ready`: what is typed may be sent, by the key `label`; `locked`: nothing may be typed now
 */
export function DigitKeys({ typed, type, most, ready, locked = false, enter, label }) {
  const press = (/** @type {string} */ digit) => !locked && type((typed + digit).slice(0, most));
  const erase = () => !locked && type(typed.slice(0, -1));
  useKeyboard({ press, erase, enter: () => ready && !locked && enter() });
  return html`
    <div class="digit-keys" dir="ltr" role="group" aria-label=${text.keys}>
      ${DIGITS.map((digit) => html`<button key=${digit} type="button" class=${`digit d${digit}`} disabled=${locked} onClick=${() => press(digit)}>${digit}</button>`)}
      <button type="button" class="digit erase" aria-label=${text.erase} disabled=${locked || !typed} onClick=${erase}>⌫</button>
      <button type="button" class="digit enter main" disabled=${locked || !ready} onClick=${enter}>${label}</button>
    </div>
  `;
}

/**
 * Figures go to the pad wherever the focus is, and to no screen behind it.
 * @param {{press: (digit: string) => void, erase: () => void, enter: () => void}} keys
 */
function useKeyboard(keys) {
  const latest = useRef(keys);
  latest.current = keys;
  // Before the first key can come.
  useLayoutEffect(() => {
    /** @param {KeyboardEvent} event */
    const pressed = (event) => {
      const target = event.target instanceof Element ? event.target : document.body;
      if (event.ctrlKey || event.altKey || event.metaKey || target.matches(TYPING) || badgeUnderWay()) return;
      if (DIGITS.includes(event.key)) latest.current.press(event.key);
      else if (event.key === "Backspace") latest.current.erase();
      else if (event.key === "Enter" && !target.matches("button:not(.digit), a")) latest.current.enter();
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    addEventListener("keydown", pressed, true);
    return () => removeEventListener("keydown", pressed, true);
  }, []);
}
