/** A walk: bin, item, quantity; one prompt at a time, saved by the box at every scan. */
import { AlarmWords, useAlarmSound } from "../alarm.js";
import { Frame, Missing } from "../frame.js";
import { html } from "../html.js";
import { later } from "../later.js";
import { useWalk } from "../offline/walk.js";
import { useScanners } from "../scanners.js";
import { ScanBox } from "../scan_box.js";
import { LateNotice, StandIns } from "../scanning.js";
import { settings } from "../settings.js";
import { useEffect, useState } from "../vendor/preact-hooks.js";
import { words } from "../words.js";

const text = await words("pick");

const Ending = later(() => import("./pick_end.js").then((found) => found.Ending));
const Thumb = later(() => import("./pick_thumb.js").then((found) => found.Thumb));
const WithoutBox = later(() => import("../offline/without_box.js").then((found) => found.WithoutBox));
const Light = later(() => import("./pick_light.js").then((found) => found.Light));

/** @param {{words: string[]}} props the session's number */
export function Pick({ words: [number] }) {
  const walk = useWalk(Number(number));
  const { session, view, without } = walk;
  const walking = view?.device || settings().device;
  const hardware = useScanners((scanner) => scanner.name === walking || scanner.session === Number(number));
  useEffect(() => {
    if (walk.answers) hardware.clear();
  }, [walk.answers]);
  const open = view?.state === "open";
  const alarm = open ? (walk.trouble ?? hardware.trouble ?? view.alarm) : null;
  useAlarmSound(view, alarm, hardware.sounds && !without);
  const notice = walk.notice || ({ other_bin: text.otherBin, short: text.short }[walk.outcome] ?? hardware.notice);
  const stop = open && view.await !== "box" ? view.stop : null;
  const waits = open && !stop && (without || view.await === "box");
  return html`
    <${Frame} title=${text.title} up="/pick" resources=${[session]} kind="floor" alarmed=${Boolean(alarm)} keeps=${text.kept}
      aside=${view && html`<${Walk} view=${view} />`}>
      <${Missing} resource=${session} />
      ${stop && html`
        <${Stop} key=${`${stop.bin} ${stop.sku}`} stop=${stop} walk=${walk} alarm=${alarm} notice=${notice} hardware=${hardware} />`}
      ${waits && html`<${WithoutBox} view=${view} />`}
      ${view && !stop && !waits && html`<${Ending} view=${view} answered=${walk.hear} notice=${notice} />`}
    <//>
  `;
}

/** @param {{view: import("../offline/walk_model.js").Walk}} props */
function Walk({ view }) {
  return html`
    <span class="walk">
      <span class="operator">${view.operator}</span>
      <progress max=${view.stops} value=${view.done} aria-label=${text.of(view.done, view.stops)}></progress>
      <span class="figure">${view.done}/${view.stops}</span>
    </span>
  `;
}

/** @param {{stop: import("../shapes.js").Stop, walk: any, alarm: any, notice: string, hardware: any}} props */
function Stop({ stop, walk, alarm, notice, hardware }) {
  const { view, scan } = walk;
  const [ofLight, tell] = useState("");
  const told = notice || ofLight;
  const right = stop.barcodes.find((code) => code !== stop.sku) ?? stop.sku;
  const codes = [
    { code: stop.bin, label: text.bin },
    { code: right, label: text.item },
  ];
  return html`
    <div class=${`stop await-${view.await}`}>
      <div class="say" tabindex="0">
        ${alarm && html`<${AlarmWords} alarm=${alarm} />`}
        ${told && !alarm && html`<p class="notice" role="status">${told}</p>`}
        <${Prompt} stop=${stop} atBin=${view.await === "item"} light=${html`<${Light} session=${view.session} bin=${stop.bin} tell=${tell} />`} />
      </div>
      ${hardware.simulated && html`<${StandIns} codes=${codes} right=${[stop.sku]} onCode=${scan} />`}
      <div class="thumb">
        <${LateNotice} devices=${hardware.ours} />
        <${ScanBox} onCode=${scan} waiting=${walk.waiting} />
        <${Thumb} walk=${walk} />
      </div>
    </div>
  `;
}

/** @param {{stop: import("../shapes.js").Stop, atBin: boolean, light: any}} props */
function Prompt({ stop, atBin, light }) {
  const left = stop.quantity - stop.picked;
  return html`
    <div class="prompt" role="status">
      <p class="ask">
        ${atBin ? text.take : html`${text.goTo} <span class="soft">${text.scanBin}</span>`}
        ${light}
      </p>
      <p class="bin" style=${{ "--letters": stop.bin.length, "--half": half(stop.bin) }}>${stop.bin}</p>
      <div class="item">
        <p class="left"><strong>${left}</strong> <span>${stop.quantity > 1 ? text.ofUnits(stop.quantity) : text.unit}</span></p>
        <div class="what">
          <p class="sku">${stop.sku}</p>
          <p class="description">${stop.description}</p>
        </div>
        <p class="tote">${text.into} <b>${stop.tote}</b></p>
      </div>
    </div>
  `;
}

/**
 * The letters of the longer line where a code is broken into two at a hyphen.
 * @param {string} code
 */
function half(code) {
  return Math.min(...[...code].map((letter, at) => Math.max(letter === "-" ? at + 1 : code.length, code.length - at - 1)));
}
