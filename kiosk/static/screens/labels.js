/** Labels: for what, how many, where; how one looks, and how far the printing is. */
import { useAction } from "../action.js";
import { address, get, post } from "../api.js";
import { Frame, Missing, Nothing, Trouble } from "../frame.js";
import { html } from "../html.js";
import { text } from "../messages.js";
import { useResource } from "../resource.js";
import { remember, useSettings } from "../settings.js";
import { useEffect, useState } from "../vendor/preact-hooks.js";
import { useWedge } from "../wedge.js";
import { LabelRun } from "./label_run.js";

const KINDS = ["item_label", "bin_label", "tote_label", "station_label", "badge"];
const MOST = 1_000;

export function Labels() {
  const stations = useResource("/stations", []);
  const [run, follow] = useState(/** @type {{run: number, jobs: number} | null} */ (null));
  return html`
    <${Frame} title=${text.labels.title} resources=${[stations]} kind="console labels">
      <${Missing} resource=${stations} />
      ${stations.data && !stations.data.stations.length && html`<${Nothing} words=${text.pack.noStation} />`}
      ${stations.data?.stations.length > 0 && html`<${Order} stations=${stations.data.stations} started=${follow} run=${run} />`}
    <//>
  `;
}

/** What is wanted. @param {{stations: {station: string}[], started: (run: any) => void, run: any}} props */
function Order({ stations, started, run }) {
  const remembered = useSettings().station;
  const station = (stations.find((entry) => entry.station === remembered) ?? stations[0]).station;
  const [kind, choose] = useState(KINDS[0]);
  const [subject, name] = useState("");
  const [zone, cover] = useState("");
  const [quantity, count] = useState("1");
  const zones = useZones(kind === "bin_label");
  const whole = zones.find((entry) => entry.zone === zone);
  const labels = Number(quantity) * (whole ? whole.bins : 1);
  useWedge(name);
  const print = useAction(async () => {
    const subjects = whole ? [] : [subject.trim()];
    const queued = await post("/labels", { kind, subjects, zone: whole ? zone : "", quantity: Number(quantity), station });
    started({ run: queued.run, jobs: queued.print_jobs.length });
  });
  const submitted = (event) => {
    event.preventDefault();
    print.run();
  };
  const chosen = (kindOf) => {
    choose(kindOf);
    started(null);
    name("");
    cover("");
  };
  return html`
    <div class="chips" role="group" aria-label=${text.labels.kind}>
      ${KINDS.map((entry) => html`<button key=${entry} class="chip" aria-pressed=${entry === kind}
        onClick=${() => chosen(entry)}>${text.labels.kinds[entry]}</button>`)}
    </div>
    <div class="columns">
      <form class="card wanted" onSubmit=${submitted}>
        ${zones.length > 0 && html`<${ZoneChoice} zones=${zones} zone=${zone} cover=${cover} />`}
        ${!whole && html`<label>${text.labels.subjects[kind]}
          <input name="subject" value=${subject} maxlength="200" required autocomplete="off" autocapitalize="off" spellcheck="false"
            onInput=${(event) => name(event.target.value)} /></label>`}
        <div class="amount">
          <label>${text.labels.quantity}
            <input type="number" name="quantity" inputmode="numeric" min="1" max=${MOST} step="1" required value=${quantity}
              onInput=${(event) => count(event.target.value)} /></label>
          ${stations.length > 1 && html`<label>${text.labels.station}
            <select value=${station} onChange=${(event) => remember({ station: event.target.value })}>
              ${stations.map((entry) => html`<option key=${entry.station} value=${entry.station}>${entry.station}</option>`)}
            </select></label>`}
        </div>
        <${Trouble} error=${print.error} />
        <button class="main" disabled=${print.busy || !labels}>${text.labels.print(labels || 0, station)}</button>
        ${run && html`<${LabelRun} key=${run.run} run=${run.run} jobs=${run.jobs} station=${station} />`}
      </form>
      <${Preview} kind=${kind} subject=${whole ? whole.first : subject} station=${station} />
    </div>
  `;
}

/** The zones that have bins, with how many and the first; none where they are not wanted. @param {boolean} wanted */
function useZones(wanted) {
  const bins = useResource(wanted ? "/bins" : "", []);
  const zones = new Map();
  for (const { code, zone } of wanted ? (bins.data?.bins ?? []) : []) {
    if (zone) zones.set(zone, { zone, first: zones.get(zone)?.first ?? code, bins: (zones.get(zone)?.bins ?? 0) + 1 });
  }
  return [...zones.values()];
}

function ZoneChoice({ zones, zone, cover }) {
  return html`
    <label>${text.labels.zone}
      <select name="zone" value=${zone} onChange=${(event) => cover(event.target.value)}>
        <option value="">${text.labels.oneBin}</option>
        ${zones.map((entry) => html`<option key=${entry.zone} value=${entry.zone}>${text.labels.bins(entry.zone, entry.bins)}</option>`)}
      </select>
    </label>
  `;
}

// A picture is drawn once nobody has typed for so long.
const TYPING_MS = 500;

/** How one label looks at this station. @param {{kind: string, subject: string, station: string}} props */
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
  const failed = () => get(shown).then(() => miss(text.papers.noPicture), (error) => miss(error.message));
  return html`
    <section class="card preview" aria-label=${text.labels.preview}>
      ${!shown && html`<p class="soft">${text.labels.previewHint}</p>`}
      ${missing && html`<p class="trouble" role="alert">${missing}</p>`}
      ${shown && !missing && html`<img class="picture" src=${address(shown)} alt=${text.labels.preview} onError=${failed} />`}
    </section>
  `;
}
