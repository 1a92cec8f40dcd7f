/** A device that the box does not know asks to be let in: by the link of a QR code at once, or by eight digits. */
import { Refusal, tell } from "../api.js";
import { html } from "../html.js";
import { isStranger, me, refreshMe } from "../me.js";
import { newId } from "../new_id.js";
import { Kept } from "../offline/kept.js";
import { useEffect, useState } from "../vendor/preact-hooks.js";
import { words } from "../words.js";
import { deviceName } from "./device_name.js";
import { DigitKeys } from "./digit_keys.js";

const text = await words("identity");

const DIGITS = 8;
const LOOK_AGAIN_MS = 1_000;
// Only a browser on the box itself, or on whatever is forwarded to it, finds it so.
const AT_THE_BOX = ["localhost", "127.0.0.1", "[::1]"].includes(location.hostname);

/** @param {{token: string, done: () => void}} props `token` of the link, where one was followed; `done`: the link is used up */
export function Pairing({ token, done }) {
  const [digits, type] = useState("");
  const [state, show] = useState(/** @type {{claim?: string, busy?: boolean, trouble?: string}} */ ({}));
  const claim = async (/** @type {string} */ code) => {
    show({ busy: true });
    type("");
    try {
      show({ claim: (await tell("/pair", { code, name: deviceName(navigator.userAgent) }, { id: newId() })).claim });
    } catch (error) {
      if (token && me() && !isStranger()) return done(); // an old link, and the device is known
      show({ trouble: said(error) });
    }
  };
  useEffect(() => {
    document.title = text.pairThis;
    if (token) claim(token);
  }, [token]);
  useEffect(() => {
    if (!state.claim) return undefined;
    return untilAnswered(state.claim, async (trouble) => {
      if (!trouble) await refreshMe();
      else show({ trouble });
      done();
    });
  }, [state.claim]);
  return html`
    <main class="alone pairing">
      <h1>${text.pairThis}</h1>
      <${Kept} />
      ${!isSecureContext && html`<p class="notice">${text.plain}</p>`}
      ${state.claim ? html`<${Waiting} />` : html`
        <div class="pin-pad">
          <div class="above">
            <p>${AT_THE_BOX ? text.howToPairHere : text.howToPair}</p>
            <p class="code-typed" dir="ltr" role="status" aria-label=${text.typed(digits.length)}><${Groups} digits=${digits} /></p>
            ${state.trouble && !digits && html`<p class="trouble" role="alert">${state.trouble}</p>`}
          </div>
          <${DigitKeys} typed=${digits} type=${type} most=${DIGITS} ready=${digits.length === DIGITS} locked=${Boolean(state.busy)}
            enter=${() => claim(digits)} label=${text.go} />
        </div>`}
    </main>
  `;
}

function Waiting() {
  return html`
    <div class="awaiting-yes" role="status">
      <span class="spinner" aria-hidden="true"></span>
      <p>${text.waitForYes}</p>
    </div>
  `;
}

/**
 * In two groups of four, as they stand on the other screen.
 * @param {{digits: string}} props
 */
function Groups({ digits }) {
  const shown = digits.padEnd(DIGITS, "–");
  return html`<span>${shown.slice(0, DIGITS / 2)}</span> <span>${shown.slice(DIGITS / 2)}</span>`;
}

/**
 * Ask until somebody has said yes or no.
 * @param {string} claim @param {(trouble: string) => void} answered with no trouble when the device was let in @returns {() => void} stops it
 */
function untilAnswered(claim, answered) {
  let timer = 0;
  const look = async () => {
    try {
      const { state } = await tell("/pair/claim", { claim }, { id: newId() });
      if (state !== "waiting") return answered(state === "paired" ? "" : text.saidNo);
    } catch (error) {
      if (error instanceof Refusal && !error.passes) return answered(said(error));
    }
    timer = setTimeout(look, LOOK_AGAIN_MS);
  };
  look();
  return () => clearTimeout(timer);
}

/** @param {any} error @returns {string} */
function said(error) {
  return error.code === "bad_pairing" ? text.badCode : error.message;
}
