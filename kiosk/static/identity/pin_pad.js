/** A PIN by thumb: dots instead of figures; after too many wrong ones the keys rest for as long as the box wants. */
import { useAction } from "../action.js";
import { html } from "../html.js";
import { useEffect, useState } from "../vendor/preact-hooks.js";
import { words } from "../words.js";
import { DigitKeys } from "./digit_keys.js";

const text = await words("identity");

const SHORTEST = 4;
const LONGEST = 12;

/**
 * @param {{label: string, submit: (pin: string) => Promise<void> | void, children?: any}} props `label` of the key that sends it, `children`
 *   what stands above the dots
 */
export function PinPad({ label, submit, children }) {
  const [pin, type] = useState("");
  const [waitS, wait] = useState(0);
  const send = useAction(async () => {
    try {
      await submit(pin);
    } catch (error) {
      wait(error.waitS ?? 0);
      throw error;
    } finally {
      type("");
    }
  });
  useEffect(() => {
    if (waitS <= 0) return undefined;
    const timer = setTimeout(() => wait(waitS - 1), 1_000);
    return () => clearTimeout(timer);
  }, [waitS]);
  const trouble = waitS > 0 ? text.tooManyWrong(waitS) : send.error?.message;
  return html`
    <div class="pin-pad">
      <div class="above">
        ${children}
        <p class="dots" role="status" aria-label=${text.typed(pin.length)}>
          ${[...Array(Math.max(SHORTEST, pin.length)).keys()].map((place) => html`<span key=${place} class=${place < pin.length ? "full" : ""}></span>`)}
        </p>
        ${trouble && !pin && html`<p class="trouble" role="alert">${trouble}</p>`}
      </div>
      <${DigitKeys} typed=${pin} type=${type} most=${LONGEST} ready=${pin.length >= SHORTEST} locked=${send.busy || waitS > 0} enter=${send.run} label=${label} />
    </div>
  `;
}
