/** Another language for this device. */
import { html } from "./html.js";
import { chooseLanguage, language, words } from "./words.js";

const text = await words("home");

// Each in its own language, for whoever reads no other.
const NAMES = { en: "English", de: "Deutsch", es: "Español" };

export function LanguageChoice() {
  const choose = (/** @type {Event & {currentTarget: HTMLSelectElement}} */ event) => chooseLanguage(event.currentTarget.value);
  return html`
    <select class="walk" aria-label=${text.language} value=${language} onChange=${choose}>
      ${Object.entries(NAMES).map(([code, name]) => html`<option key=${code} value=${code} lang=${code}>${name}</option>`)}
    </select>
  `;
}
