/** What is rarely done at a pack check: the parcel is full, or another tote goes first. */
import { post } from "../api.js";
import { html } from "../html.js";
import { useState } from "../vendor/preact-hooks.js";
import { words } from "../words.js";
import { ParcelForm } from "./pack_parcel.js";

const text = await words("pack");
const frameText = await words("frame");

/** @param {{view: import("../shapes.js").PackCheck, answered: (answer: any) => void, leave: () => void, back: () => void}} props */
export function More({ view, answered, leave, back }) {
  const [full, fill] = useState(false);
  if (full) return html`<${NextParcel} view=${view} answered=${answered} back=${back} />`;
  const filled = view.parcels[view.parcel - 1]?.lines.length > 0;
  const why = filled ? (view.missing ? "" : text.allInParcels) : text.parcelEmpty(view.parcel);
  return html`
    <div class="reasons" role="group" aria-label=${text.whatElse}>
      <p>${text.whatElse}</p>
      <button disabled=${Boolean(why)} onClick=${() => fill(true)}><span>${text.nextParcel}${why && html`<small>${why}</small>`}</span></button>
      <button onClick=${leave}><span>${text.otherTote}<small>${text.otherToteHint}</small></span></button>
      <button class="quiet" onClick=${back}>${frameText.back}</button>
    </div>
  `;
}

/** @param {{view: import("../shapes.js").PackCheck, answered: (answer: any) => void, back: () => void}} props */
function NextParcel({ view, answered, back }) {
  const close = async (/** @type {import("./pack_parcel.js").Closed} */ parcel) => {
    answered(await post(`/pack-checks/${view.pack_check}/next-parcel`, parcel, { device: "" }));
  };
  return html`
    <p class="full-parcel">${text.parcelFull(view.parcel)}</p>
    <${ParcelForm} view=${view} ready=${true} verb=${text.nextParcel} close=${close}>
      <button type="button" class="rare quiet" onClick=${back}>${frameText.back}</button>
    <//>
  `;
}
