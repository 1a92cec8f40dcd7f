/** Labels: for what, how many, where; how one looks, and how far the printing is. */
import { useAction } from "../action.js";
import { address, get } from "../api.js";
import { BorrowedScanner } from "../borrowed.js";
import { sent, typed } from "../form.js";
import { Frame, Missing, Nothing, Trouble } from "../frame.js";
import { html } from "../html.js";
import { useResource } from "../resource.js";
import { remember, useSettings } from "../settings.js";
import { useTelling } from "../telling.js";
import { Unanswered } from "../unanswered.js";
import { useEffect, useState } from "../vendor/preact-hooks.js";
import { useWedge } from "../wedge.js";
import { words } from "../words.js";
import { LabelRun } from "./label_run.js";

const text = await words("labels");

/** @typedef {{zone: string, first: string, bins: number}} Zone with how many bins it has, and the first of them */

const KINDS = ["item_label", "bin_label", "tote_label", "station_label", "badge"];
const MOST = 1_000;

/** @param {{words: string[]}} props what for and which, where another screen knows it */
export function Labels({ words: [kind = KINDS[0], first = ""] }) {
  const [subject, name] = useState(first);
  const scanned = (/** @type {string} */ code) => {
    name(code);
    return true;
  };
  const stations = useResource("/stations", []);
  const [run, follow] = useState(/** @type {{run: number, jobs: number} | null} */ (null));
  return html`
    <${Frame} title=${text.title} resources=${[stations]} kind="console labels" aside=${html`<${BorrowedScanner} onCode=${scanned} />`}>
      <${Missing} resource=${stations} />
      ${stations.data && !stations.data.stations.length && html`<${Nothing} words=${text.noStation} />`}
      ${stations.data?.stations.length > 0 && html`
        <${Order} first=${kind} subject=${subject} name=${name} stations=${stations.data.stations} started=${follow} run=${run} />`}
    <//>
  `;
}

/**
 * What is wanted.
 * @param {{first: string, subject: string, name: (subject: string) => void, stations: {station: string}[], started: (run: any) => void, run: any}} props
 */
function Order({ first, subject, name, stations, started, run }) {
  const remembered = useSettings().station;
  const station = (stations.find((entry) => entry.station === remembered) ?? stations[0]).station;
  const [kind, choose] = useState(first);
  const [zone, cover] = useState("");
  const [quantity, count] = useState("1");
  const zones = useZones(kind === "bin_label");
  const whole = zones.find((entry) => entry.zone === zone);
  const labels = Number(quantity) * (whole ? whole.bins : 1);
  useWedge(name);
  const telling = useTelling();
  const print = useAction(async () => {
    const subjects = whole ? [] : [subject.trim()];
    const queued = await telling.tell("/labels", { kind, subjects, zone: whole ? zone : "", quantity: Number(quantity), station });
    started({ run: queued.run, jobs: queued.print_jobs.length });
  });
  const chosen = (/** @type {string} */ kindOf) => {
    choose(kindOf);
    started(null);
    name("");
    cover("");
  };
  return html`
    <div class="chips" role="group" aria-label=${text.kind}>
      ${KINDS.map((entry) => html`<button key=${entry} class="chip" aria-pressed=${entry === kind}
        onClick=${() => chosen(entry)}>${text.kinds[entry]}</button>`)}
    </div>
    <div class="columns">
      <form class="card wanted" onSubmit=${sent(print.run)}>
        ${zones.length > 0 && html`<${ZoneChoice} zones=${zones} zone=${zone} cover=${cover} />`}
        ${!whole && html`<label>${text.subjects[kind]}
          <input name="subject" value=${subject} maxlength="200" required autocomplete="off" autocapitalize="off" spellcheck="false"
            onInput=${typed(name)} /></label>`}
        <div class="amount">
          <label>${text.quantity}
            <input type="number" name="quantity" inputmode="numeric" min="1" max=${MOST} step="1" required value=${quantity}
              onInput=${typed(count)} /></label>
          ${stations.length > 1 && html`<label>${text.station}
            <select value=${station} onChange=${typed((station) => remember({ station }))}>
              ${stations.map((entry) => html`<option key=${entry.station} value=${entry.station}>${entry.station}</option>`)}
            </select></label>`}
        </div>
        <${Trouble} error=${print.error} />
        <${Unanswered} telling=${telling} />
        <button class="main" disabled=${print.busy || !labels}>${text.print(labels || 0, station)}</button>
        ${run && html`<${LabelRun} key=${run.run} run=${run.run} jobs=${run.jobs} station=${station} />`}
      </form>
      <${Preview} kind=${kind} subject=${whole ? whole.first : subject} station=${station} />
    </div>
  `;
}

/**
 * The zones that have bins, with how many and the first; none where they are not wanted.
 * @param {boolean} wanted
 */
function useZones(wanted) {
  const bins = useResource(wanted ? "/bins" : "", []);
  const zones = new Map();
  for (const { code, zone } of wanted ? (bins.data?.bins ?? []) : []) {
    if (zone) zones.set(zone, { zone, first: zones.get(zone)?.first ?? code, bins: (zones.get(zone)?.bins ?? 0) + 1 });
  }
  return [...zones.values()];
}

/** @param {{zones: Zone[], zone: string, cover: (zone: string) => void}} props */
function ZoneChoice({ zones, zone, cover }) {
  return html`
    <label>${text.zone}
      <select name="zone" value=${zone} onChange=${typed(cover)}>
        <option value="">${text.oneBin}</option>
        ${zones.map((entry) => html`<option key=${entry.zone} value=${entry.zone}>${text.bins(entry.zone, entry.bins)}</option>`)}
      </select>
    </label>
  `;
}

// A picture is drawn once nobody has typed for so long.
const TYPING_MS = 500;

/**
 * How one label looks at this station.
 * @param {{kind: string, subject: string, station: string}} props
 */
function Preview({ kind, subject, station }) {
  const wanted = subject.trim() && `/previews/${kind}?${new URLSearchParams({ subject: subject.trim(), station })}`;
  const [shown, show] = useState("");
  const [missing, miss] = useState("");
  useEffect(() => {
    miss("");
    const timer = setTimeout(() => show(wanted), wanted ? TYPING_MS : 0);
    return () => clearTimeout(timer);
  }, [wanted]);
  // The picture itself says only that it is not there.
  const failed = () => get(shown).then(() => miss(text.noPicture), (error) => miss(error.message));
  return html`
    <section class="card preview" aria-label=${text.preview}>
      ${!shown && html`<p class="soft">${text.previewHint}</p>`}
      ${missing && html`<p class="trouble" role="alert">${missing}</p>`}
      ${shown && !missing && html`<img class="picture" src=${address(shown)} alt=${text.preview} onError=${failed} />`}
    </section>
  `;
}
