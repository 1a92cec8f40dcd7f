/** What stands where the answer to a command is missing: that nobody knows what became of it, and the one way on. */
import { html } from "./html.js";
import { words } from "./words.js";

const text = await words("unanswered");

/**
 * @typedef {{missing: string, asking: boolean, left: object | null, again: () => Promise<boolean>, giveUp: () => void}} Asks
 */

/** @param {{telling: Asks}} props nothing while no answer is missing */
export function Unanswered({ telling }) {
  if (!telling.missing) return null;
  return html`<div class="unanswered"><${NotKnown} telling=${telling} /><${AskAgain} telling=${telling} /></div>`;
}

/**
 * The words alone.
 * @param {{telling: Asks}} props
 */
export function NotKnown({ telling }) {
  return html`<p class="trouble" role="alert">${telling.missing} <span>${text.notKnown}</span></p>`;
}

/**
 * The buttons alone.
 * @param {{telling: Asks}} props
 */
export function AskAgain({ telling }) {
  return html`
    <button type="button" class="main" disabled=${telling.asking} onClick=${telling.again}>${text.again}</button>
    ${telling.left && html`<button type="button" disabled=${telling.asking} onClick=${telling.giveUp}>${text.giveUp}</button>`}
  `;
}
