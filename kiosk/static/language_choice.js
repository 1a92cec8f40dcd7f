/** Another language for this device. */
import { typed } from "./form.js";
import { html } from "./html.js";
import { remember } from "./settings.js";
import { language, words } from "./words.js";

const text = await words("home");

// Each in its own language, for whoever reads no other.
const NAMES = { en: "English", de: "Deutsch", es: "Español" };

export function LanguageChoice() {
  const choose = typed((chosen) => {
    remember({ language: chosen });
    location.reload(); // every word is read anew
  });
  return html`
    <select class="walk" aria-label=${text.language} value=${language} onChange=${choose}>
      ${Object.entries(NAMES).map(([code, name]) => html`<option key=${code} value=${code} lang=${code}>${name}</option>`)}
    </select>
  `;
}
