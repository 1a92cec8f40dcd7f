/** A pack check: every unit is scanned against the order before the box is closed. */
import { useAction } from "../action.js";
import { AlarmWords, useAlarmSound } from "../alarm.js";
import { post } from "../api.js";
import { Frame, Missing, Trouble } from "../frame.js";
import { html } from "../html.js";
import { later } from "../later.js";
import { useResource } from "../resource.js";
import { go } from "../route.js";
import { useScanners } from "../scanners.js";
import { useScans } from "../scans.js";
import { LateNotice, ScanBox, StandIns } from "../scanning.js";
import { useSettled } from "../settled.js";
import { Unanswered } from "../unanswered.js";
import { useEffect, useMemo, useState } from "../vendor/preact-hooks.js";
import { words } from "../words.js";
import { ParcelForm } from "./pack_parcel.js";

const text = await words("pack");
const scanText = await words("scan");

const More = later(() => import("./pack_more.js").then((found) => found.More));
const NotInTote = later(() => import("./pack_missing.js").then((found) => found.NotInTote));

/** @typedef {import("../shapes.js").PackCheck} Check */

/**
 * @param {{number: number, station: string, choice: any, ended: (answer: any) => void, leave: (view: Check) => void}} props `ended` is told what the
 *   box said when the check ended because units are missing, `leave` what the check was, when another tote goes first
 */
export function PackCheck({ number, station, choice, ended, leave }) {
  const check = useResource(`/pack-checks/${number}`, ["pack_check"], number);
  const hardware = useScanners((scanner) => scanner.station === station);
  const [sku, ask] = useState("");
  const answered = (/** @type {Check} */ answer) => {
    check.set(answer);
    hardware.clear();
  };
  const scans = useScans(`/pack-checks/${number}/scans`, answered, { device: "" });
  /** @type {Check | null} */
  const view = check.data;
  // A scan that counted since, or was wrong, is what matters now, and no trouble of one before it.
  const state = `${view?.missing} ${view?.alarm?.code}`;
  const trouble = useMemo(() => state, [scans.trouble]) === state ? scans.trouble : null;
  const alarm = trouble ?? hardware.trouble ?? view?.alarm;
  useAlarmSound(view, alarm, hardware.sounds);
  useEffect(() => {
    if (alarm) ask("");
  }, [alarm]);
  // Where nothing is left to verify, or what is left is not in the tote, no right scan can end an alarm: a person says that it is seen to.
  const seeing = useAction(async () => {
    if (view && alarm === view.alarm) answered(await post(`/pack-checks/${number}/seen-to`, { code: alarm.code }, { device: "" }));
    scans.clear();
    hardware.clear();
  });
  const lacking = alarm || scans.telling.missing ? undefined : view?.lines.find((line) => line.sku === sku && line.scanned < line.expected);
  return html`
    <${Frame} title=${text.title} resources=${[check]} kind=${lacking ? "floor work" : "floor"} alarmed=${Boolean(alarm)} aside=${choice}>
      <${Missing} resource=${check} />
      ${view && lacking && html`
        <${NotInTote} key=${lacking.scanned} view=${view} line=${lacking} onCode=${scans.scan} back=${() => ask("")} ended=${ended} />`}
      ${view && !lacking && html`
        <div class="station">
          <div class="say" tabindex="0">
            ${alarm && html`<${AlarmWords} alarm=${alarm} />`}
            ${(scans.notice || hardware.notice) && !alarm && html`<p class="notice" role="status">${scans.notice || hardware.notice}</p>`}
            <${Counter} view=${view} />
            <ul class="lines scroll" tabindex="0">${view.lines.map((line) => html`<${Line} key=${line.sku} line=${line} ask=${!alarm && ask} />`)}</ul>
          </div>
          ${hardware.simulated && html`<${StandIns} codes=${standIns(view)} right=${view.lines.map((line) => line.sku)} onCode=${scans.scan} />`}
          <div class="thumb">
            <${LateNotice} devices=${hardware.ours} />
            <${ScanBox} onCode=${scans.scan} waiting=${scans.waiting} />
            ${scans.telling.missing
              ? html`<${Unanswered} telling=${scans.telling} />`
              : html`<${Closing} key=${view.parcel} view=${view} alarm=${alarm} seeing=${seeing} answered=${answered} leave=${() => leave(view)} />`}
          </div>
        </div>`}
    <//>
  `;
}

/**
 * The one action, sealing; what is rarely done takes its place while it is asked for, and an alarm goes before it.
 * @param {{view: Check, alarm: any, seeing: ReturnType<typeof useAction>, answered: (answer: any) => void, leave: () => void}} props
 */
function Closing({ view, alarm, seeing, answered, leave }) {
  const [asking, ask] = useState(false);
  const settled = useSettled(alarm ? `${alarm.kind} ${alarm.code}` : "");
  useEffect(() => {
    if (alarm) ask(false);
  }, [alarm]);
  if (asking && !alarm) return html`<${More} view=${view} answered=${answered} leave=${leave} back=${() => ask(false)} />`;
  const seal = async (/** @type {import("./pack_parcel.js").Closed} */ parcel) => {
    const sealed = await post(`/pack-checks/${view.pack_check}/finish`, parcel, { device: "" });
    go(`/pack/sealed/${sealed.order}/${sealed.print_job}`);
  };
  // Keyed apart from sealing: were both one element, the tap on the first would go on to press the second.
  return html`
    ${alarm && html`<${Trouble} error=${seeing.error} />`}
    <${ParcelForm} view=${view} ready=${view.missing === 0} settled=${settled} verb=${text.seal} close=${seal}
      first=${alarm && html`<button key="seen" type="button" class="main" disabled=${!settled || seeing.busy} onClick=${seeing.run}>${text.seenTo}</button>`}>
      ${!alarm && html`<button type="button" class="rare" onClick=${() => ask(true)}>${text.more}</button>`}
    <//>
  `;
}

/** @param {Check} view */
function standIns(view) {
  const next = view.lines.find((line) => line.scanned < line.expected) ?? view.lines[0];
  const right = next.barcodes.find((code) => code !== next.sku) ?? next.sku;
  return [{ code: right, label: scanText.item }];
}

/** @param {{view: Check}} props */
function Counter({ view }) {
  const order = useResource(`/orders/${view.order}`, ["order"], view.order);
  const expected = view.lines.reduce((sum, line) => sum + line.expected, 0);
  const scanned = expected - view.missing;
  return html`
    <div class="prompt" role="status">
      <p class="ask"><b>${view.order}</b> ${view.tote && html`<span class="tag">${view.tote}</span>`}
        ${view.parcel > 1 && html`<span class="tag">${text.parcel(view.parcel)}</span>`}
        <span class="soft">${order.data?.buyer}</span></p>
      <p class=${`counter ${view.missing ? "" : "complete"}`} aria-label=${text.verified(scanned, expected)}>
        <span class="figures"><strong>${scanned}</strong><span>/${expected}</span></span>
        <span class="state">${view.missing ? text.missing(view.missing) : `✓ ${text.ready}`}</span>
      </p>
      ${order.data?.note && html`<p class="note"><b>${text.note}:</b> ${order.data.note}</p>`}
    </div>
  `;
}

/**
 * A line that lacks units can be tapped: some may not be in the tote. First an alarm is seen to.
 * @param {{line: import("../shapes.js").PackLine, ask: false | ((sku: string) => void)}} props
 */
function Line({ line, ask }) {
  const complete = line.scanned === line.expected;
  const parts = html`
    <span class="mark" aria-hidden="true">${complete ? "✓" : ""}</span>
    <span class="what">
      <b class="sku">${line.sku}</b><small>${line.description}</small>
      ${!complete && html`<span class="lacks">${text.notInTote}</span>`}
    </span>
    <span class="figure" aria-label=${text.verified(line.scanned, line.expected)}>${line.scanned}/${line.expected}</span>
  `;
  if (complete || !ask) return html`<li class=${complete ? "complete" : ""}>${parts}</li>`;
  return html`<li><button onClick=${() => ask(line.sku)}>${parts}</button></li>`;
}
