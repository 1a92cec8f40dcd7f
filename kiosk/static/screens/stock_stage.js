/** How a step of stock work looks: one prompt, what is known so far, one action under the thumb. */
import { AlarmWords, useAlarmSound } from "../alarm.js";
import { BorrowedScanner } from "../borrowed.js";
import { Frame, Missing } from "../frame.js";
import { html } from "../html.js";
import { NumberPad } from "../number_pad.js";
import { useResource } from "../resource.js";
import { ScanBox, StandIns } from "../scanning.js";
import { AskAgain, NotKnown } from "../unanswered.js";
import { useWedge } from "../wedge.js";
import { words } from "../words.js";

const text = await words("stock");
const UNKNOWN_CODE = "9999999999994";

/**
 * A code to tap where no scanner is at hand.
 * @typedef {{code: string, label: string, wrong?: boolean}} StandIn
 */

/**
 * The frame of a task: red while a scan was wrong, and nothing but the question while an answer is missing.
 * @param {{title: string, up?: string, resources: any[], flow: any, children: any}} props
 */
export function Work({ title, up = "/", resources, flow, children }) {
  useAlarmSound(flow.alarm, flow.alarm, Boolean(flow.alarm?.sounded));
  return html`
    <${Frame} title=${title} up=${up} resources=${resources} kind="floor work" alarmed=${Boolean(flow.alarm)}
      aside=${html`<${BorrowedScanner} onCode=${flow.scan} />`}>
      ${resources.map((resource, place) => html`<${Missing} key=${place} resource=${resource} />`)}
      ${flow.telling.missing && html`<${AskingAgain} flow=${flow} />`}
      ${resources.every((resource) => resource.data) && children}
    <//>
  `;
}

/**
 * A step that waits for a scan. `plate` is the code to go to or to find; `children` what is worth knowing meanwhile.
 * @param {{flow: any, ask: string, plate?: string, hint?: string, standIns?: StandIn[], actions?: any, children?: any}} props
 */
export function ScanStage({ flow, ask, plate = "", hint = "", standIns = [], actions, children }) {
  const simulated = useSimulated();
  const codes = [...standIns, { code: UNKNOWN_CODE, label: text.standIns.wrong, wrong: true }];
  return html`
    <div class=${`stop step-${flow.step?.name ?? "none"}`}>
      <div class="say" tabindex="0">
        <${Told} flow=${flow} />
        <div class="prompt" role="status">
          <p class="ask big">${ask}</p>
          ${plate
            ? html`<p class="bin" style=${{ "--letters": String(plate.length) }}>${plate}</p>`
            : html`<p class="aim" aria-hidden="true"><${Aim} /></p>`}
          ${hint && html`<p class="hint">${hint}</p>`}
        </div>
        ${children}
      </div>
      ${simulated && html`<${StandIns} codes=${codes} onCode=${flow.scan} />`}
      <div class="thumb">
        <${ScanBox} onCode=${flow.scan} waiting=${flow.waiting} />
        <div class="actions">
          ${flow.back && html`<button disabled=${Boolean(flow.waiting)} onClick=${flow.back}>${text.undo}</button>`}
          ${actions}
        </div>
      </div>
    </div>
  `;
}

/**
 * A step that asks for a number. `of` says what the number is measured by, as "8 still to come"; `doubtful` when it should be looked at.
 * @param {{flow: any, ask: string, number: any, of?: string, doubtful?: boolean, trouble?: any, action: any, children?: any}} props
 */
export function NumberStage({ flow, ask, number, of = "", doubtful = false, trouble, action, children }) {
  useWedge(flow.scan);
  return html`
    <div class="stop counting">
      <div class="say" tabindex="0">
        <${Told} flow=${flow} />
        <div class="prompt">
          <p class="ask big">${ask}</p>
          <p class="amount-line"><output class="amount-said">${number.figure || "–"}</output> <span class=${doubtful ? "notice" : "of"} role="status">${of}</span></p>
        </div>
        ${children}
        ${trouble}
      </div>
      <div class="thumb">
        <${NumberPad} number=${number}>${action}<//>
        ${flow.back && html`<div class="actions"><button disabled=${Boolean(flow.waiting)} onClick=${flow.back}>${text.undo}</button></div>`}
      </div>
    </div>
  `;
}

/**
 * The task as it was told, until the box says what became of it. The step itself waits unseen below.
 * @param {{flow: any}} props
 */
function AskingAgain({ flow }) {
  const { said, telling } = flow;
  return html`
    <div class="stop asking-again">
      <div class="say" tabindex="0">
        <${NotKnown} telling=${telling} />
        ${said.sku && html`<${ItemCard} sku=${said.sku} unit=${said.unit} description=${said.description} />`}
      </div>
      <div class="thumb"><div class="actions"><${AskAgain} telling=${telling} /></div></div>
    </div>
  `;
}

/**
 * Ends an alarm where what is right may be no scan at all, in place of the button that would go on.
 * @param {{flow: {alarm: any, clear: () => void}, children: any}} props `children`: the button
 */
export function UnlessAlarmed({ flow, children }) {
  return flow.alarm ? html`<button onClick=${flow.clear}>${text.seen}</button>` : children;
}

/** @param {{flow: {alarm: import("../shapes.js").Alarm | null, notice: string}}} props */
function Told({ flow }) {
  if (flow.alarm) return html`<${AlarmWords} alarm=${flow.alarm} />`;
  return flow.notice && html`<p class="notice done" role="status"><span aria-hidden="true">✓</span> ${flow.notice}</p>`;
}

/**
 * What was said so far, one after the other.
 * @param {{parts: (string | false | undefined)[]}} props
 */
export function Said({ parts }) {
  const said = parts.filter(Boolean);
  return said.length > 0 && html`<ul class="said" aria-label=${text.soFar}>${said.map((part) => html`<li key=${part}>${part}</li>`)}</ul>`;
}

/**
 * The item in hand.
 * @param {{sku: string, description?: string, unit?: string, children?: any}} props
 */
export function ItemCard({ sku, description = "", unit = "", children }) {
  return html`
    <div class="goods">
      <p class="sku">${sku}${unit && html` <span class="unit">${unit}</span>`}</p>
      <p class="description">${description}</p>
      ${children}
    </div>
  `;
}

function Aim() {
  return html`<svg viewBox="0 0 64 40"><path d="M2 10V2h10M52 2h10v8M62 30v8H52M12 38H2v-8" /><path class="bars" d="M14 9v22M20 9v22M25 9v22M33 9v22M38 9v22M44 9v22M50 9v22" /></svg>`;
}

/**
 * Whether the box has a simulated scanner, so that codes may be tapped.
 * @returns {boolean}
 */
function useSimulated() {
  const resource = useResource("/scanners", ["scanner", "binding"]);
  return (resource.data?.scanners ?? []).some((/** @type {import("../shapes.js").Scanner} */ scanner) => scanner.simulated);
}
