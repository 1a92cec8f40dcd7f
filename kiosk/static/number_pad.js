/** A number by thumb: no keyboard, no typing; the figure stands above, the keys and the one action under the thumb. */
import { html } from "./html.js";
import { useState } from "./vendor/preact-hooks.js";
import { words } from "./words.js";

const text = await words("stock");

const LONGEST = 6;
const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/**
 * The number a person is about to say. The first key replaces what stands there.
 * @param {number | null} proposed null for an empty figure @param {{least?: number, most?: number}} bounds
 */
export function useNumber(proposed, { least = 1, most = 999_999 } = {}) {
  const [typed, type] = useState(/** @type {string | null} */ (null));
  const figure = typed ?? (proposed === null ? "" : String(proposed));
  const value = figure === "" ? null : Number(figure);
  const within = (/** @type {number} */ wanted) => String(Math.min(most, Math.max(least, wanted)));
  return {
    figure,
    value,
    sound: value !== null && value >= least && value <= most,
    key: (/** @type {string} */ digit) => type(((typed ?? "") + digit).replace(/^0+(?=\d)/, "").slice(0, LONGEST)),
    erase: () => type((typed ?? figure).slice(0, -1)),
    step: (/** @type {number} */ by) => type(within((value ?? 0) + by)),
  };
}

/** @param {{number: ReturnType<typeof useNumber>, children: any}} props `children`: the action @returns {any} */
export function NumberPad({ number, children }) {
  const key = (/** @type {string} */ digit) =>
    html`<button key=${digit} type="button" class=${`key k${digit}`} onClick=${() => number.key(digit)}>${digit}</button>`;
  return html`
    <div class="pad" role="group" aria-label=${text.pad}>
      ${KEYS.map(key)}
      <button type="button" class="key erase" aria-label=${text.erase} onClick=${number.erase}>⌫</button>
      <button type="button" class="key more" aria-label=${text.oneMore} onClick=${() => number.step(1)}>+</button>
      <button type="button" class="key fewer" aria-label=${text.oneFewer} onClick=${() => number.step(-1)}>−</button>
      ${key("0")}
      <div class="confirm">${children}</div>
    </div>
  `;
}
