/** A walk: bin, item, quantity; one prompt at a time, saved by the box at every scan. */
import { AlarmWords, useAlarmSound } from "../alarm.js";
import { Frame, Missing } from "../frame.js";
import { html } from "../html.js";
import { text } from "../messages.js";
import { useResource } from "../resource.js";
import { useScanners, useScans } from "../scans.js";
import { ScanBox, StandIns, useWrongCode } from "../scanning.js";
import { settings } from "../settings.js";
import { useState } from "../vendor/preact-hooks.js";
import { Over, Paused, StopsDone } from "./pick_end.js";
import { Thumb } from "./pick_thumb.js";

/** @param {{words: string[]}} props the session's number */
export function Pick({ words: [number] }) {
  const session = useResource(`/pick-sessions/${number}`, ["pick_session"], Number(number));
  const hardware = useScanners((scanner) => scanner.name === (session.data?.device || settings().device));
  const [notice, tell] = useState("");
  const scans = useScans(`/pick-sessions/${number}/scans`, (answer) => {
    session.set(answer);
    hardware.clear();
    tell("");
  });
  const view = session.data;
  const alarm = view?.state === "open" ? (scans.trouble ?? hardware.trouble ?? view.alarm) : null;
  useAlarmSound(view, alarm);
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
        <${Stop} key=${`${view.stop.bin} ${view.stop.sku}`} view=${view} alarm=${alarm} notice=${notice} scans=${scans}
          simulated=${hardware.simulated} answered=${answered} />`}
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

/** @param {{view: import("../shapes.js").PickSession, alarm: any, notice: string, scans: any, simulated: boolean, answered: any}} props */
function Stop({ view, alarm, notice, scans, simulated, answered }) {
  const stop = /** @type {import("../shapes.js").Stop} */ (view.stop);
  const wrong = useWrongCode(simulated, [stop.sku]);
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
        ${notice && !alarm && html`<p class="notice" role="status">${notice}</p>`}
        <${Prompt} stop=${stop} atBin=${view.await === "item"} />
      </div>
      ${simulated && html`<${StandIns} codes=${codes} onCode=${scans.scan} />`}
      <div class="thumb">
        <${ScanBox} onCode=${scans.scan} waiting=${scans.waiting} />
        <${Thumb} view=${view} scans=${scans} answered=${answered} />
      </div>
    </div>
  `;
}

/** @param {{stop: import("../shapes.js").Stop, atBin: boolean}} props */
function Prompt({ stop, atBin }) {
  const left = stop.quantity - stop.picked;
  return html`
    <div class="prompt" role="status">
      <p class="ask">
        ${atBin ? text.pick.take : html`${text.pick.goTo} <span class="soft">${text.pick.scanBin}</span>`}
        <${Light} bin=${stop.bin} />
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

/** Which colour shines at the bin, so that pickers who walk at the same time find theirs. */
function Light({ bin }) {
  const lights = useResource("/lights", ["pick_session"]);
  const shining = lights.data?.on.find((light) => light.light === bin);
  if (lights.data?.not_answering[bin]) return html`<span class="light out">${text.pick.lightOut}</span>`;
  return shining
    ? html`<span class="light"><span class=${`lamp ${shining.colour}`} aria-hidden="true"></span>${text.pick.light(shining.colour)}</span>`
    : null;
}
