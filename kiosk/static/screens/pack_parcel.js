/** Closing a parcel: what it weighs, and the box it is in. */
import { useAction } from "../action.js";
import { sent, typed } from "../form.js";
import { Trouble } from "../frame.js";
import { html } from "../html.js";
import { useResource } from "../resource.js";
import { useScale } from "../scale.js";
import { useState } from "../vendor/preact-hooks.js";
import { words } from "../words.js";

const text = await words("pack");

/** @typedef {import("../shapes.js").PackCheck} Check */
/** @typedef {{weight_g: number, box: string}} Closed a weight of 0 was not weighed, no box is one that is not on the list */

/**
 * The scale fills the weight with what lies on it, once it is at rest; what a person types goes before.
 * @param {{view: Check, ready: boolean, settled?: boolean, verb: string, close: (parcel: Closed) => Promise<void>, first?: any, children?: any}} props
 *   `ready`: the parcel may be closed, and once it is `settled` the button does it that `verb` stands on, or `first` in its place as long
 *   as something has to be done before; `children` stand beside that
 */
export function ParcelForm({ view, ready, settled = true, verb, close, first, children }) {
  const [byHand, type] = useState("");
  const box = useBox(view);
  const scale = useScale(view.station, ready);
  const moving = Boolean(scale && !byHand && !scale.stable && !scale.trouble);
  const weight = byHand || (scale?.stable && scale.grams > 0 ? String(scale.grams) : "");
  const closing = useAction(async () => await close({ weight_g: Number(weight || 0), box: box.value }));
  return html`
    <form class=${`seal ${ready ? "ready" : ""}`} onSubmit=${sent(closing.run)}>
      <div class="measures">
        <label class=${`weight ${moving ? "moving" : scale && weight && !byHand ? "taken" : ""}`}>${weightWords(scale, byHand, moving)}
          <input type="number" name="weight" min="0" max="1000000" step="1" inputmode="numeric"
            placeholder=${moving ? `… ${scale?.grams}` : ""} value=${weight} onInput=${typed(type)} onKeyDown=${leftByEnter} />
        </label>
        ${box.known.length > 0 && html`<${BoxChoice} box=${box} />`}
      </div>
      <${Trouble} error=${closing.error} />
      <div class="closing">
        ${children}
        ${first || html`<button key="close" class="main" disabled=${!ready || !settled || closing.busy || moving}>${verb}</button>`}
      </div>
    </form>
  `;
}

/** A scan that is typed into the weight ends with Enter: it leaves the field, so that the next one counts, and closes nothing. */
function leftByEnter(/** @type {KeyboardEvent} */ event) {
  if (event.key !== "Enter") return;
  event.preventDefault();
  /** @type {HTMLElement} */ (event.currentTarget).blur();
}

/**
 * The box of the parcel being filled: what a person chose, else what was noted of it, else what the box suggests.
 * @param {Check} view
 */
function useBox(view) {
  const boxes = useResource("/boxes", []);
  const [chosen, choose] = useState(/** @type {string | null} */ (null));
  /** @type {string[]} */
  const known = (boxes.data?.boxes ?? []).flatMap((/** @type {{box: string, active: boolean}} */ one) => (one.active ? [one.box] : []));
  const suggested = view.suggestion.boxes[view.parcel - 1]?.box ?? "";
  const noted = view.parcels[view.parcel - 1]?.box;
  return { known, suggested, choose, value: chosen ?? (noted || suggested) };
}

/** @param {{box: ReturnType<typeof useBox>}} props */
function BoxChoice({ box }) {
  return html`
    <label class="box-choice">${box.suggested ? text.boxSuggested(box.suggested) : text.boxByEye}
      <select name="box" value=${box.value} onChange=${typed(box.choose)}>
        <option value="">${text.boxNotListed}</option>
        ${box.known.map((code) => html`<option key=${code} value=${code}>${code}</option>`)}
      </select>
    </label>
  `;
}

/**
 * @param {ReturnType<typeof useScale>} scale
 * @param {string} byHand
 * @param {boolean} moving
 */
function weightWords(scale, byHand, moving) {
  if (!scale) return text.weight;
  if (byHand) return text.weightTyped;
  if (scale.trouble) return text.weightTrouble(scale.trouble);
  if (moving) return text.weightMoving;
  return scale.grams > 0 ? text.weightTaken : text.weightAwaited;
}
