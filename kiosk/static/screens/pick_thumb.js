/** The actions of a walk, where the thumb is: not here, pause, and counting identical units. */
import { useAction } from "../action.js";
import { post } from "../api.js";
import { Trouble } from "../frame.js";
import { html } from "../html.js";
import { useState } from "../vendor/preact-hooks.js";
import { words } from "../words.js";

const text = await words("pick_hands");
const frameText = await words("frame");

/** @param {{walk: any}} props */
export function Thumb({ walk }) {
  const { view, without } = walk;
  const stop = /** @type {import("../shapes.js").Stop} */ (view.stop);
  const [asking, ask] = useState(false);
  const pause = useAction(async () => walk.hear(await post(`/pick-sessions/${view.session}/pause`)));
  const short = useAction(async (/** @type {string} */ reason) => {
    await walk.say("short", { reason });
    ask(false); // what follows may wait in the same bin
  });
  const left = stop.quantity - stop.picked;
  if (asking) {
    return html`<${Reasons} busy=${short.busy} back=${() => ask(false)} choose=${short.run} />`;
  }
  return html`
    <${Trouble} error=${pause.error} />
    ${view.zero_check && html`<${ZeroCheck} bin=${view.zero_check.bin} say=${walk.say} />`}
    ${view.await === "item" && stop.picked > 0 && left > 1 && html`<${CountMore} key=${left} left=${left} sku=${stop.sku} walk=${walk} />`}
    <div class="actions">
      <button onClick=${() => ask(true)}>${text.notHere}</button>
      <button disabled=${pause.busy || without} onClick=${pause.run}>${text.pause}</button>
    </div>
  `;
}

/**
 * The bin that was just emptied by the books. Nobody has to answer: the next scan takes the question away.
 * @param {{bin: string, say: (verb: string, body: object) => void}} props
 */
function ZeroCheck({ bin, say }) {
  return html`
    <div class="zero-check" role="group" aria-label=${text.isEmpty(bin)}>
      <p>${text.isEmpty(bin)}</p>
      <button onClick=${() => say("empty", { empty: true })}>${text.empty}</button>
      <button onClick=${() => say("empty", { empty: false })}>${text.notEmpty}</button>
    </div>
  `;
}

/** @param {{busy: boolean, back: () => void, choose: (reason: string) => void}} props */
function Reasons({ busy, back, choose }) {
  return html`
    <div class="reasons" role="group" aria-label=${text.why}>
      <p>${text.why}</p>
      ${Object.entries(text.reasons).map(
        ([reason, words]) => html`<button key=${reason} disabled=${busy} onClick=${() => choose(reason)}>${words}</button>`,
      )}
      <button class="quiet" onClick=${back}>${frameText.back}</button>
    </div>
  `;
}

/**
 * After one unit was scanned, the picker may say how many more of the same there are.
 * @param {{left: number, sku: string, walk: any}} props
 */
function CountMore({ left, sku, walk }) {
  const [more, want] = useState(left);
  return html`
    <div class="count-more" role="group" aria-label=${text.addHint}>
      <button aria-label=${text.minus} disabled=${more <= 1} onClick=${() => want(more - 1)}>−</button>
      <button class="add" disabled=${Boolean(walk.waiting)} onClick=${() => walk.scan(sku, { quantity: more })}>${text.add(more)}</button>
      <button aria-label=${text.plus} disabled=${more >= left} onClick=${() => want(more + 1)}>+</button>
    </div>
  `;
}
