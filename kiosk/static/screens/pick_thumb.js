/** The actions of a walk, where the thumb is: not here, pause, and counting identical units. */
import { useAction } from "../action.js";
import { post } from "../api.js";
import { Trouble } from "../frame.js";
import { html } from "../html.js";
import { text } from "../messages.js";
import { useState } from "../vendor/preact-hooks.js";

/** @param {{view: import("../shapes.js").PickSession, scans: any, answered: (answer: any) => void}} props */
export function Thumb({ view, scans, answered }) {
  const stop = /** @type {import("../shapes.js").Stop} */ (view.stop);
  const [asking, ask] = useState(false);
  const act = useAction(async (path, body) => {
    answered(await post(`/pick-sessions/${view.session}/${path}`, body));
    ask(false); // what follows may wait in the same bin
  });
  const left = stop.quantity - stop.picked;
  if (asking) {
    return html`<${Reasons} busy=${act.busy} error=${act.error} back=${() => ask(false)} choose=${(reason) => act.run("short", { reason })} />`;
  }
  return html`
    <${Trouble} error=${act.error} />
    ${view.await === "item" && stop.picked > 0 && left > 1 && html`<${CountMore} key=${left} left=${left} sku=${stop.sku} scans=${scans} />`}
    <div class="actions">
      <button onClick=${() => ask(true)}>${text.pick.notHere}</button>
      <button disabled=${act.busy} onClick=${() => act.run("pause", {})}>${text.pick.pause}</button>
    </div>
  `;
}

function Reasons({ busy, error, back, choose }) {
  return html`
    <div class="reasons" role="group" aria-label=${text.pick.why}>
      <p>${text.pick.why}</p>
      <${Trouble} error=${error} />
      ${Object.entries(text.pick.reasons).map(
        ([reason, words]) => html`<button key=${reason} disabled=${busy} onClick=${() => choose(reason)}>${words}</button>`,
      )}
      <button class="quiet" onClick=${back}>${text.back}</button>
    </div>
  `;
}

/** After one unit was scanned, the picker may say how many more of the same there are. */
function CountMore({ left, sku, scans }) {
  const [more, want] = useState(left);
  return html`
    <div class="count-more" role="group" aria-label=${text.pick.addHint}>
      <button aria-label=${text.pick.minus} disabled=${more <= 1} onClick=${() => want(more - 1)}>−</button>
      <button class="add" disabled=${Boolean(scans.waiting)} onClick=${() => scans.scan(sku, { quantity: more })}>${text.pick.add(more)}</button>
      <button aria-label=${text.pick.plus} disabled=${more >= left} onClick=${() => want(more + 1)}>+</button>
    </div>
  `;
}
