/** A walk: bin, item, quantity; one prompt at a time, saved by the box at every scan. */
import { AlarmWords, useAlarmSound } from "../alarm.js";
import { Frame, Missing } from "../frame.js";
import { html } from "../html.js";
import { LateNotice } from "../late_scans.js";
import { text } from "../messages.js";
import { useResource } from "../resource.js";
import { useScanners, useScans } from "../scans.js";
import { ScanBox, StandIns, useWrongCode } from "../scanning.js";
import { settings } from "../settings.js";
import { useEffect, useState } from "../vendor/preact-hooks.js";
import { Over, Paused, StopsDone } from "./pick_end.js";
import { Thumb } from "./pick_thumb.js";

// How long after a scan a light may still be that of the bin before.
const LIGHT_MS = 200;

/** @param {{words: string[]}} props the session's number */
export function Pick({ words: [number] }) {
  const session = useResource(`/pick-sessions/${number}`, ["pick_session"], Number(number));
  const walking = session.data?.device || settings().device;
  const hardware = useScanners((scanner) => scanner.name === walking || scanner.session === Number(number));
  const [notice, tell] = useState("");
  const scans = useScans(`/pick-sessions/${number}/scans`, (answer) => {
    session.set(answer);
    hardware.clear();
    tell("");
  });
  const view = session.data;
  const alarm = view?.state === "open" ? (scans.trouble ?? hardware.trouble ?? view.alarm) : null;
  useAlarmSound(view, alarm, hardware.sounds);
  const answered = (answer) => {
    session.set(answer);
    scans.clear();
    hardware.clear();
    tell({ other_bin: text.pick.otherBin, short: text.pick.short }[answer.outcome] ?? "");
  };
  return html`
    <${Frame} title=${text.pick.title} up="/pick" resources=${[session]} kind="floor" alarmed=${Boolean(alarm)}
      aside=${view && html`<${Walk} view=${view} />`}>
      <${Missing} resource=${session} />
      ${view?.state === "open" && view.stop && html`
        <${Stop} key=${`${view.stop.bin} ${view.stop.sku}`} view=${view} alarm=${alarm} notice=${notice || scans.notice || hardware.notice} scans=${scans}
          hardware=${hardware} answered=${answered} />`}
      ${view?.state === "open" && !view.stop && html`<${StopsDone} view=${view} answered=${answered} notice=${notice} />`}
      ${view?.state === "paused" && html`<${Paused} view=${view} answered=${answered} />`}
      ${view && !["open", "paused"].includes(view.state) && html`<${Over} view=${view} />`}
    <//>
  `;
}

function Walk({ view }) {
  return html`
    <span class="walk">
      <span class="operator">${view.operator}</span>
      <progress max=${view.stops} value=${view.done} aria-label=${text.pick.of(view.done, view.stops)}></progress>
      <span class="figure">${view.done}/${view.stops}</span>
    </span>
  `;
}

/** @param {{view: import("../shapes.js").PickSession, alarm: any, notice: string, scans: any, hardware: any, answered: any}} props */
function Stop({ view, alarm, notice, scans, hardware, answered }) {
  const stop = /** @type {import("../shapes.js").Stop} */ (view.stop);
  const wrong = useWrongCode(hardware.simulated, [stop.sku]);
  const light = useLight(view.session, stop.bin);
  const told = notice || (light?.state === "shining" ? light.detail : "");
  const right = stop.barcodes.find((code) => code !== stop.sku) ?? stop.sku;
  const codes = [
    { code: stop.bin, label: text.scan.bin },
    { code: right, label: text.scan.item },
    { code: wrong, label: text.scan.wrong, wrong: true },
  ];
  return html`
    <div class=${`stop await-${view.await}`}>
      <div class="say">
        ${alarm && html`<${AlarmWords} alarm=${alarm} />`}
        ${told && !alarm && html`<p class="notice" role="status">${told}</p>`}
        <${Prompt} stop=${stop} atBin=${view.await === "item"} light=${light} />
      </div>
      ${hardware.simulated && html`<${StandIns} codes=${codes} onCode=${scans.scan} />`}
      <div class="thumb">
        <${LateNotice} devices=${hardware.ours} />
        <${ScanBox} onCode=${scans.scan} waiting=${scans.waiting} />
        <${Thumb} view=${view} scans=${scans} answered=${answered} />
      </div>
    </div>
  `;
}

/** @param {{stop: import("../shapes.js").Stop, atBin: boolean, light: import("../shapes.js").Light | null}} props */
function Prompt({ stop, atBin, light }) {
  const left = stop.quantity - stop.picked;
  return html`
    <div class="prompt" role="status">
      <p class="ask">
        ${atBin ? text.pick.take : html`${text.pick.goTo} <span class="soft">${text.pick.scanBin}</span>`}
        ${light && html`<${Light} light=${light} />`}
      </p>
      <p class="bin" style=${{ "--letters": String(stop.bin.length) }}>${atBin && html`<${Tick} />`}${stop.bin}</p>
      <div class="item">
        <p class="left"><strong>${left}</strong> <span>${stop.quantity > 1 ? text.pick.ofUnits(stop.quantity) : text.pick.unit}</span></p>
        <div class="what">
          <p class="sku">${stop.sku}</p>
          <p class="description">${stop.description}</p>
        </div>
        <p class="tote">${text.pick.into} <b>${stop.tote}</b></p>
      </div>
    </div>
  `;
}

function Tick() {
  return html`<svg class="tick" viewBox="0 0 24 24" aria-hidden="true"><path d="m4 13 5 5L20 6" /></svg>`;
}

/** The light at the bin, where there is one. It follows the walk a moment later. @param {number} session @param {string} bin */
function useLight(session, bin) {
  const light = useResource(`/pick-sessions/${session}/light`, ["pick_session", "lights"]);
  /** @type {import("../shapes.js").Light | null} */
  const told = light.data;
  useEffect(() => {
    if (!told || told.light === bin) return undefined;
    const timer = setTimeout(light.refresh, LIGHT_MS);
    return () => clearTimeout(timer);
  }, [told, bin]);
  return told?.light === bin ? told : null;
}

/** Which colour shines at the bin, so that pickers who walk at the same time find theirs. */
function Light({ light }) {
  if (light.state === "not_answering") return html`<span class="light out" role="status">${text.pick.lightOut}</span>`;
  if (light.state !== "shining") return null;
  return html`<span class="light"><span class=${`lamp ${light.colour}`} aria-hidden="true"></span>${text.pick.light(light.colour)}</span>`;
}
