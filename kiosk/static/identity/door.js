/** In front of the screen: who is signed in, or what has to be shown before something may be done. */
import { useAction } from "../action.js";
import { Trouble } from "../frame.js";
import { html } from "../html.js";
import { useMe } from "../me.js";
import { useLayoutEffect, useRef, useState } from "../vendor/preact-hooks.js";
import { words } from "../words.js";
import { PinPad } from "./pin_pad.js";
import { SignIn } from "./sign_in.js";
import { signOut, unlock } from "./signing_in.js";
import { clock, useUnlockedS } from "./unlocked.js";

const text = await words("identity");

/** @param {{question: import("../me.js").Question}} props */
export function Door({ question }) {
  const box = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const plain = useMe()?.plain;
  useLayoutEffect(() => box.current?.showModal(), []);
  const leave = (/** @type {Event} */ event) => {
    event.preventDefault();
    question.answer(false);
  };
  return html`
    <dialog ref=${box} class="door" aria-label=${text.title} tabindex="-1" autofocus onCancel=${leave}>
      <button type="button" class="quiet leave" aria-label=${text.leave} onClick=${leave}>✕</button>
      ${plain && question.code === "me" && html`<p class="notice">${text.plain}. ${text.readAlong}</p>`}
      <${Asked} code=${question.code} shown=${() => question.answer(true)} />
    </dialog>
  `;
}

/** @param {{code: string, shown: () => void}} props */
function Asked({ code, shown }) {
  const operator = useMe()?.operator;
  const [another, change] = useState(false);
  if (!operator || another || code === "not_signed_in") {
    return html`
      <${SignIn} done=${shown} />
      ${code === "me" && html`<p class="further"><a class="button quiet" href="#/settings" onClick=${shown}>${text.settings}</a></p>`}
    `;
  }
  if (code === "me") return html`<${Account} operator=${operator} change=${() => change(true)} left=${shown} />`;
  const enter = async (/** @type {string} */ pin) => {
    await unlock(pin);
    shown();
  };
  return html`
    <${PinPad} label=${text.enter} submit=${enter}>
      <h2>${text.pinOf(operator.name)}</h2>
      <p>${text.pinNeeded}</p>
    <//>
  `;
}

/** @param {{operator: {name: string, role: string}, change: () => void, left: () => void}} props */
function Account({ operator, change, left }) {
  const openS = useUnlockedS();
  const out = useAction(async () => {
    await signOut();
    left();
  });
  return html`
    <div class="account">
      <h2>${operator.name}</h2>
      <p>${text.roles[operator.role]}</p>
      ${openS > 0 && html`<p class="notice">${text.unlockedFor(clock(openS))}</p>`}
      <${Trouble} error=${out.error} />
      <button type="button" class="main" disabled=${out.busy} onClick=${out.run}>${text.signOut}</button>
      <button type="button" onClick=${change}>${text.somebodyElse}</button>
      <a class="button quiet" href="#/settings" onClick=${left}>${text.settings}</a>
    </div>
  `;
}
