/** A packing station: scan a tote, and verify it. */
import { AlarmWords, useAlarmSound } from "../alarm.js";
import { typed } from "../form.js";
import { Frame, Missing, Nothing } from "../frame.js";
import { html } from "../html.js";
import { later } from "../later.js";
import { useResource } from "../resource.js";
import { useScanners } from "../scanners.js";
import { useScans } from "../scans.js";
import { LateNotice, ScanBox, StandIns } from "../scanning.js";
import { remember, useSettings } from "../settings.js";
import { Unanswered } from "../unanswered.js";
import { useState } from "../vendor/preact-hooks.js";
import { words } from "../words.js";
import { useNextCheck } from "./next_check.js";
import { PackCheck } from "./pack_check.js";

const text = await words("pack");
const scanText = await words("scan");

const NotComplete = later(() => import("./pack_missing.js").then((found) => found.NotComplete));

export function Pack() {
  const [ended, end] = useState(/** @type {any} */ (null));
  // The check that waits while another tote is looked for: the one that is begun then becomes the station's.
  const [aside, putAside] = useState(/** @type {import("../shapes.js").PackCheck | null} */ (null));
  const stations = useResource("/stations", ["pack_check", "place"]);
  const chosen = useSettings().station;
  /** @type {import("../shapes.js").Station[]} */
  const known = stations.data?.stations ?? [];
  const station = known.find((entry) => entry.station === chosen) ?? known[0];
  if (!station) {
    return html`
      <${Frame} title=${text.title} resources=${[stations]}>
        <${Missing} resource=${stations} />
        ${stations.data && html`<${Nothing} words=${text.noStation}><a href="/owner/stock">${text.toStock}</a><//>`}
      <//>
    `;
  }
  const choice = html`<${StationChoice} stations=${known} station=${station.station} />`;
  if (ended) return html`<${NotComplete} answer=${ended} choice=${choice} resources=${[stations]} done=${() => end(null)} />`;
  const number = station.pack_check;
  if (number && number !== aside?.pack_check) {
    const over = (/** @type {any} */ answer) => {
      end(answer);
      putAside(null);
    };
    return html`<${PackCheck} key=${number} number=${number} station=${station.station} choice=${choice} ended=${over}
      leave=${putAside} />`;
  }
  return html`<${Waiting} station=${station.station} choice=${choice} started=${stations.refresh} aside=${number && aside} back=${() => putAside(null)} />`;
}

/** @param {{stations: import("../shapes.js").Station[], station: string}} props */
function StationChoice({ stations, station }) {
  if (stations.length === 1) return html`<span class="walk">${station}</span>`;
  return html`
    <select class="walk" aria-label=${text.station} value=${station} onChange=${typed((station) => remember({ station }))}>
      ${stations.map((entry) => html`<option key=${entry.station} value=${entry.station}>${entry.station}</option>`)}
    </select>
  `;
}

/**
 * @param {{station: string, choice: any, started: () => void, aside: import("../shapes.js").PackCheck | null, back: () => void}} props
 *   `aside` is a check that waits, `back` goes on with it
 */
function Waiting({ station, choice, started, aside, back }) {
  const waiting = useResource("/to-pack", ["order", "pack_check"]);
  const hardware = useScanners((scanner) => scanner.station === station);
  const scans = useScans("/pack-checks", started, { device: "" });
  const open = (/** @type {string} */ code) => scans.scan(code, { station });
  const alarm = scans.trouble ?? hardware.trouble;
  const seen = () => {
    scans.clear();
    hardware.clear();
  };
  useAlarmSound(alarm, alarm, hardware.sounds);
  useNextCheck(aside ? station : "", back); // the station's own scanner still scans for the check that waits
  /** @type {import("../shapes.js").ToPack[]} */
  const known = waiting.data?.orders ?? [];
  const orders = known.filter(({ order }) => order !== aside?.order);
  const first = orders.find((order) => order.tote);
  return html`
    <${Frame} title=${text.title} resources=${[waiting]} kind="floor" alarmed=${Boolean(alarm)} aside=${choice}>
      <div class="station">
        <div class="say" tabindex="0">
          ${alarm && html`<${AlarmWords} alarm=${alarm} />`}
          ${hardware.notice && !alarm && html`<p class="notice" role="status">${hardware.notice}</p>`}
          ${aside
            ? html`<p class="ask big">${text.tapOther}</p>`
            : html`<p class="ask big">${text.scanTote} ${orders.length > 0 && html`<span class="soft">${text.orTap}</span>`}</p>`}
          <${Missing} resource=${waiting} />
          ${waiting.data && !orders.length && html`<${Nothing} words=${text.none} />`}
          <ul class="totes scroll">
            ${orders.map((order) => html`<${WaitingTote} key=${order.order} order=${order} open=${open} />`)}
          </ul>
        </div>
        ${hardware.simulated && first && html`<${StandIns} codes=${[{ code: first.tote, label: scanText.tote }]} onCode=${open} />`}
        <div class="thumb">
          <${LateNotice} devices=${hardware.ours} />
          <${ScanBox} onCode=${open} waiting=${scans.waiting} />
          <${Unanswered} telling=${scans.telling} />
          ${alarm && html`<div class="actions"><button class="main" onClick=${seen}>${text.seenTo}</button></div>`}
          ${aside && !alarm && html`<div class="actions"><button onClick=${back}>${text.backTo(aside.order)}</button></div>`}
        </div>
      </div>
    <//>
  `;
}

/** @param {{order: import("../shapes.js").ToPack, open: (code: string) => void}} props */
function WaitingTote({ order, open }) {
  return html`
    <li>
      <button onClick=${() => open(order.order)}>
        <b class="code">${order.tote || text.noTote}</b>
        <span>${order.order}<small>${order.buyer} · ${text.units(order.units)}</small></span>
      </button>
    </li>
  `;
}
