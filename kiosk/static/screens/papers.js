/** Papers: what was printed, what is known of it, and printing it again. */
import { useAction } from "../action.js";
import { address, post } from "../api.js";
import { Trouble } from "../frame.js";
import { html } from "../html.js";
import { useState } from "../vendor/preact-hooks.js";
import { moment } from "../wording.js";
import { words } from "../words.js";

const text = await words("papers");

/** @typedef {import("../shapes.js").PrintJob} PrintJob */

const WAITING = ["queued", "sending"];

/**
 * The jobs of which nobody knows whether they came out, and which nobody has printed again since.
 * @param {PrintJob[]} jobs
 */
export function unanswered(jobs) {
  const same = (/** @type {PrintJob} */ one, /** @type {PrintJob} */ other) => one.document === other.document && one.subject === other.subject && one.parcel === other.parcel;
  return jobs.filter(
    (job) => job.state === "unconfirmed" && !jobs.some((later) => later.print_job > job.print_job && same(later, job)),
  );
}

/** @param {PrintJob} job */
function title(job) {
  return `${text.documents[job.document] ?? job.document} ${job.document === "test_page" ? "" : job.subject}`;
}

/**
 * One paper; `asks` when a person has to say whether it came out.
 * @param {{job: PrintJob, asks: boolean}} props
 */
export function Paper({ job, asks }) {
  const [open, show] = useState(false);
  const act = useAction((/** @type {string} */ verb) => post(`/print-jobs/${job.print_job}/${verb}`));
  return html`
    <li class=${asks ? "asks" : ""}>
      <span class="what">
        <b>${title(job)}</b> ${job.copy && html`<span class="tag">${text.copy}</span>`}
        <small>${moment(job.queued_ms)} · ${text.states[job.state]}${job.detail && ` · ${job.detail}`}</small>
        ${asks && html`<strong class="question">${text.cameOut}</strong>`}
        <${Trouble} error=${act.error} />
      </span>
      <span class="answers">
        <${Answers} job=${job} asks=${asks} act=${act} />
        <button class="quiet" aria-expanded=${open} onClick=${() => show(!open)}>${open ? text.hide : text.look}</button>
      </span>
      ${open && html`<${Picture} job=${job} />`}
    </li>
  `;
}

/** @param {{job: PrintJob, asks: boolean, act: ReturnType<typeof useAction>}} props */
function Answers({ job, asks, act }) {
  if (asks) {
    return html`
      <button class="main" disabled=${act.busy} onClick=${() => act.run("came-out")}>${text.itDid}</button>
      <button disabled=${act.busy} onClick=${() => act.run("again")}>${text.itDidNot}</button>
    `;
  }
  if (job.state === "queued") {
    return html`<button disabled=${act.busy} onClick=${() => act.run("cancel")}>${text.cancel}</button>`;
  }
  if (WAITING.includes(job.state)) return null;
  const lost = ["failed", "expired"].includes(job.state);
  return html`<button disabled=${act.busy} onClick=${() => act.run("again")}>${lost ? text.again : text.againCopy}</button>`;
}

/** @param {{job: PrintJob}} props */
function Picture({ job }) {
  const [missing, miss] = useState(false);
  if (missing) return html`<p class="picture soft">${text.noPicture}</p>`;
  return html`<img class="picture" src=${address(`/print-jobs/${job.print_job}/picture`)} alt=${title(job)} onError=${() => miss(true)} />`;
}
