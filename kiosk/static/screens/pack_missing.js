/** Units that were picked and are not in the tote: what will happen, how many, and what the box made of it. */
import { useAction } from "../action.js";
import { post } from "../api.js";
import { Frame, Trouble } from "../frame.js";
import { html } from "../html.js";
import { NumberPad, useNumber } from "../number_pad.js";
import { useState } from "../vendor/preact-hooks.js";
import { useWedge } from "../wedge.js";
import { words } from "../words.js";
import { ItemCard } from "./stock_stage.js";
import { useNextCheck } from "./next_check.js";

const text = await words("pack");
const frameText = await words("frame");

/** @typedef {import("../shapes.js").PackCheck} Check */
/** @typedef {import("../shapes.js").PackLine} PackLine */

/**
 * All that lack, unless another number is said. What turns up meanwhile is scanned as ever.
 * @param {{view: Check, line: PackLine, onCode: (code: string) => void, back: () => void, ended: (answer: any) => void}} props
 */
export function NotInTote({ view, line, onCode, back, ended }) {
  useWedge(onCode);
  const lacks = line.expected - line.scanned;
  const number = useNumber(lacks, { most: lacks });
  const [counting, count] = useState(false);
  if (counting) return html`<${HowMany} line=${line} lacks=${lacks} number=${number} done=${() => count(false)} />`;
  return html`<${WhatHappens} view=${view} line=${line} lacks=${lacks} missing=${number.value ?? lacks} count=${() => count(true)} back=${back} ended=${ended} />`;
}

/**
 * @param {{view: Check, line: PackLine, lacks: number, missing: number, count: () => void, back: () => void, ended: (answer: any) => void}} props
 */
function WhatHappens({ view, line, lacks, missing, count, back, ended }) {
  const { sku, description } = line;
  const report = useAction(async () => {
    const answer = await post(`/pack-checks/${view.pack_check}/missing`, { sku, quantity: missing }, { device: "" });
    ended({ ...answer, tote: view.tote }); // the books have let go of the tote, the packer has it in hand
  });
  return html`
    <div class="stop lacking">
      <div class="say" tabindex="0">
        <p class="ask big">${text.lackAsk(missing, sku)}</p>
        <p class="soft">${description}</p>
        <ul class="will">
          <li>${text.scanFirst}</li>
          <li>${text.willLeaveBooks(missing)}</li>
          <li>${text.willEnd(view.order)}</li>
        </ul>
        <${Trouble} error=${report.error} />
      </div>
      <div class="thumb">
        <div class="actions">
          <button onClick=${back}>${frameText.back}</button>
          ${lacks > 1 && html`<button onClick=${count}>${text.otherNumber}</button>`}
          <button class="main" disabled=${report.busy} onClick=${report.run}>${text.bookMissing(missing)}</button>
        </div>
      </div>
    </div>
  `;
}

/** @param {{line: PackLine, lacks: number, number: ReturnType<typeof useNumber>, done: () => void}} props */
function HowMany({ line, lacks, number, done }) {
  return html`
    <div class="stop counting">
      <div class="say" tabindex="0">
        <p class="ask big">${text.howManyMissing}</p>
        <p class="amount-line"><output class="amount-said">${number.figure || "–"}</output> <span class="of">${text.ofToScan(lacks)}</span></p>
        <${ItemCard} sku=${line.sku} description=${line.description} />
      </div>
      <div class="thumb">
        <${NumberPad} number=${number}>
          <button class="main" disabled=${!number.sound} onClick=${done}>${text.thatMany(number.value ?? 0)}</button>
        <//>
      </div>
    </div>
  `;
}

/**
 * What the box answered: where the order goes, and what to do with what is on the bench.
 * @param {{answer: Check & {outcome: string}, choice: any, resources: any[], done: () => void}} props
 */
export function NotComplete({ answer, choice, resources, done }) {
  const { order, tote, outcome, station } = answer;
  useNextCheck(station, done);
  return html`
    <${Frame} title=${text.title} resources=${resources} kind="floor" aside=${choice}>
      <section class="ending" role="status">
        <h2>${text.notComplete(order)}</h2>
        <p class="lead">${tote ? text.putBackInto(tote) : text.putAside}</p>
        <p>${text.becameOf[outcome]}</p>
        <div class="actions"><button class="main" onClick=${done}>${text.next}</button></div>
      </section>
    <//>
  `;
}
