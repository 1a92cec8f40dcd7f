/** A decision in two steps: a button, then what it means in words and the button that carries it out. */
import { useAction } from "../action.js";
import { Trouble } from "../frame.js";
import { html } from "../html.js";
import { useState } from "../vendor/preact-hooks.js";
import { words } from "../words.js";

const text = await words("order");

/** @param {{open: string, question: string, confirm: string, work: () => Promise<any>}} props */
export function Asked({ open, question, confirm, work }) {
  const [asking, ask] = useState(false);
  const act = useAction(async () => {
    await work();
    ask(false);
  });
  if (!asking) return html`<button onClick=${() => ask(true)}>${open}</button>`;
  return html`
    <div class="inline" role="group" aria-label=${question}>
      <p class="what">${question}</p>
      <button class="main" disabled=${act.busy} onClick=${act.run}>${confirm}</button>
      <button class="quiet" onClick=${() => ask(false)}>${text.keep}</button>
      <${Trouble} error=${act.error} />
    </div>
  `;
}
