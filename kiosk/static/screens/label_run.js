/** How far the labels of one order to print are; they can be stopped. */
import { useAction } from "../action.js";
import { get, post } from "../api.js";
import { Trouble } from "../frame.js";
import { html } from "../html.js";
import { useResource } from "../resource.js";
import { words } from "../words.js";

const text = await words("labels");

/** @param {{run: number, jobs: number, station: string}} props what the box answered: the run's number and how many labels it has */
export function LabelRun({ run, jobs, station }) {
  const progress = useResource(`/print-runs/${run}`, ["print_job"]);
  const states = progress.data?.states ?? { queued: jobs };
  const of = (/** @type {string[]} */ ...names) => names.reduce((sum, name) => sum + (states[name] ?? 0), 0);
  const waiting = of("queued", "sending");
  const health = useResource(waiting ? "/health" : "", ["device"]);
  const why = progress.data?.detail || health.data?.not_printing[station];
  const stop = useAction(() => takeBack(run));
  return html`
    <div class="run" role="status">
      <progress max=${jobs} value=${jobs - waiting} aria-label=${text.progress}></progress>
      <p><b>${text.printed(of("sent", "confirmed"), jobs)}</b>
        ${of("failed", "expired") > 0 && html`<span class="bad">${text.lost(of("failed", "expired"))}</span>`}
        ${of("unconfirmed") > 0 && html`<a href="#/devices">${text.doubtful(of("unconfirmed"))}</a>`}</p>
      ${waiting > 0 && why && html`<p class="notice">${why}</p>`}
      <${Trouble} error=${stop.error} />
      ${waiting > 1 && html`<button type="button" disabled=${stop.busy} onClick=${stop.run}>${text.stop(waiting)}</button>`}
    </div>
  `;
}

/**
 * Take back what still waits, the last first, so that the printer does not meet us.
 * @param {number} run
 */
async function takeBack(run) {
  let waiting;
  do {
    waiting = (await get(`/print-jobs?run=${run}&state=queued&most=500`)).print_jobs;
    for (const { print_job } of waiting.slice(0, -1)) await post(`/print-jobs/${print_job}/cancel`);
  } while (waiting.length > 1);
}
