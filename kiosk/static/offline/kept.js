/** What waits for the box, and what came to something else than the screen had shown: that stays until somebody has seen to it. */
import { useAction } from "../action.js";
import { html } from "../html.js";
import { useStopped } from "../stopped.js";
import { useEffect, useReducer } from "../vendor/preact-hooks.js";
import { timeOfDay } from "../wording.js";
import { words } from "../words.js";
import { acknowledge, outbox, ready, watch } from "./outbox.js";

const text = await words("offline");
await ready;

/** The lines about it on every screen; nothing when there is nothing to say. */
export function Kept() {
  const [, changed] = useReducer((/** @type {number} */ count) => count + 1, 0);
  useEffect(() => watch(() => changed(undefined)), []);
  const stopped = useStopped();
  const { entries, differing, alone, gate } = outbox;
  const why = gate && gate.message !== stopped ? ` ${gate.message}` : "";
  return html`
    ${alone && entries.length > 0 && html`
      <p class="kept" role="status"><a href=${`#/pick/${entries[0].session}`}>${text.waits(entries.length)}</a>${why}</p>`}
    ${differing.length > 0 && html`<${Differing} differing=${differing} />`}
  `;
}

/** @param {{differing: import("./store.js").Differing[]}} props */
function Differing({ differing }) {
  const seen = useAction(() => acknowledge(differing.map(({ id }) => id)));
  return html`
    <details class="late-notice differing">
      <summary>${text.differs(differing.length)}</summary>
      <ol class="codes">${differing.map(
        ({ id, at_ms, verb, code, bin, tote, counted, message }) => html`
          <li key=${id}>
            <code>${code || text.verbs[verb]}</code> <small>${text.at(bin, tote)} · ${timeOfDay(at_ms)}</small>
            <p>${counted ? text.counted : `${text.notCounted} ${message}`}</p>
          </li>
        `,
      )}</ol>
      <div class="answers"><button class="main" disabled=${seen.busy} onClick=${seen.run}>${text.seen}</button></div>
    </details>
  `;
}
