/** A pack check: every unit is scanned against the order before the box is closed. */
import { useAction } from "../action.js";
import { AlarmWords, useAlarmSound } from "../alarm.js";
import { post } from "../api.js";
import { sent, typed } from "../form.js";
import { Frame, Missing, Trouble } from "../frame.js";
import { html } from "../html.js";
import { useResource } from "../resource.js";
import { go } from "../route.js";
import { useScale } from "../scale.js";
import { useScanners } from "../scanners.js";
import { useScans } from "../scans.js";
import { LateNotice, ScanBox, StandIns } from "../scanning.js";
import { useState } from "../vendor/preact-hooks.js";
import { words } from "../words.js";

const text = await words("pack");
const scanText = await words("scan");

/** @param {{number: number, station: string, choice: any}} props */
export function PackCheck({ number, station, choice }) {
  const check = useResource(`/pack-checks/${number}`, ["pack_check"], number);
  const hardware = useScanners((scanner) => scanner.station === station);
  const answered = (/** @type {import("../shapes.js").PackCheck} */ answer) => {
    check.set(answer);
    hardware.clear();
  };
  const scans = useScans(`/pack-checks/${number}/scans`, answered, { device: "" });
  /** @type {import("../shapes.js").PackCheck | null} */
  const view = check.data;
  const alarm = scans.trouble ?? hardware.trouble ?? view?.alarm;
  useAlarmSound(view, alarm, hardware.sounds);
  return html`
    <${Frame} title=${text.title} resources=${[check]} kind="floor" alarmed=${Boolean(alarm)} aside=${choice}>
      <${Missing} resource=${check} />
      ${view && html`
        <div class="station">
          <div class="say" tabindex="0">
            ${alarm && html`<${AlarmWords} alarm=${alarm} />`}
            ${(scans.notice || hardware.notice) && !alarm && html`<p class="notice" role="status">${scans.notice || hardware.notice}</p>`}
            <${Counter} view=${view} />
            <ul class="lines scroll" tabindex="0">${view.lines.map((line) => html`<${Line} key=${line.sku} line=${line} />`)}</ul>
          </div>
          ${hardware.simulated && html`<${StandIns} codes=${standIns(view)} right=${view.lines.map((line) => line.sku)} onCode=${scans.scan} />`}
          <div class="thumb">
            <${LateNotice} devices=${hardware.ours} />
            <${ScanBox} onCode=${scans.scan} waiting=${scans.waiting} />
            <${Seal} view=${view} />
          </div>
        </div>`}
    <//>
  `;
}

/** @param {import("../shapes.js").PackCheck} view */
function standIns(view) {
  const next = view.lines.find((line) => line.scanned < line.expected) ?? view.lines[0];
  const right = next.barcodes.find((code) => code !== next.sku) ?? next.sku;
  return [{ code: right, label: scanText.item }];
}

/** @param {{view: import("../shapes.js").PackCheck}} props */
function Counter({ view }) {
  const order = useResource(`/orders/${view.order}`, ["order"], view.order);
  const expected = view.lines.reduce((sum, line) => sum + line.expected, 0);
  const scanned = expected - view.missing;
  return html`
    <div class="prompt" role="status">
      <p class="ask"><b>${view.order}</b> ${view.tote && html`<span class="tag">${view.tote}</span>`}
        <span class="soft">${order.data?.buyer}</span></p>
      <p class=${`counter ${view.missing ? "" : "complete"}`} aria-label=${text.verified(scanned, expected)}>
        <span class="figures"><strong>${scanned}</strong><span>/${expected}</span></span>
        <span class="state">${view.missing ? text.missing(view.missing) : `✓ ${text.ready}`}</span>
      </p>
      ${order.data?.note && html`<p class="note"><b>${text.note}:</b> ${order.data.note}</p>`}
    </div>
  `;
}

/** @param {{line: import("../shapes.js").PackLine}} props */
function Line({ line }) {
  const complete = line.scanned === line.expected;
  return html`
    <li class=${complete ? "complete" : ""}>
      <span class="mark" aria-hidden="true">${complete ? "✓" : ""}</span>
      <span class="what"><b class="sku">${line.sku}</b><small>${line.description}</small></span>
      <span class="figure" aria-label=${text.verified(line.scanned, line.expected)}>${line.scanned}/${line.expected}</span>
    </li>
  `;
}

/**
 * The scale fills the weight with what lies on it, once it is at rest; what a person types goes before.
 * @param {{view: any}} props
 */
function Seal({ view }) {
  const [byHand, type] = useState("");
  const scale = useScale(view.station, view.missing === 0);
  const moving = Boolean(scale && !byHand && !scale.stable && !scale.trouble);
  const weight = byHand || (scale?.stable && scale.grams > 0 ? String(scale.grams) : "");
  const seal = useAction(async () => {
    const sealed = await post(`/pack-checks/${view.pack_check}/finish`, { weight_g: Number(weight || 0) }, { device: "" });
    go(`/pack/sealed/${sealed.order}/${sealed.print_job}`);
  });
  return html`
    <form class="seal" onSubmit=${sent(seal.run)}>
      <label class=${`weight ${moving ? "moving" : scale && weight && !byHand ? "taken" : ""}`}>${weightWords(scale, byHand, moving)}
        <input type="number" name="weight" min="0" max="1000000" step="1" inputmode="numeric"
          placeholder=${moving ? `… ${scale?.grams}` : ""} value=${weight} onInput=${typed(type)} />
      </label>
      <${Trouble} error=${seal.error} />
      <button class="main" disabled=${view.missing > 0 || seal.busy || moving}>${text.seal}</button>
    </form>
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
