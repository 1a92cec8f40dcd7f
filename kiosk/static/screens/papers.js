/** Papers: what was printed, what is known of it, and printing it again. */
import { useAction } from "../action.js";
import { address, post } from "../api.js";
import { Trouble } from "../frame.js";
import { html } from "../html.js";
import { text } from "../messages.js";
import { useState } from "../vendor/preact-hooks.js";
import { moment } from "../wording.js";

/** @typedef {import("../shapes.js").PrintJob} PrintJob */

const WAITING = ["queued", "sending"];

/** The jobs of which nobody knows whether they came out, and which nobody has printed again since. @param {PrintJob[]} jobs */
export function unanswered(jobs) {
  const same = (one, other) => one.document === other.document && one.subject === other.subject && one.parcel === other.parcel;
  return jobs.filter(
    (job) => job.state === "unconfirmed" && !jobs.some((later) => later.print_job > job.print_job && same(later, job)),
  );
}

/** @param {PrintJob} job */
function title(job) {
  return `${text.papers.documents[job.document] ?? job.document} ${job.document === "test_page" ? "" : job.subject}`;
}

/** One paper; `asks` when a person has to say whether it came out. @param {{job: PrintJob, asks: boolean}} props */
export function Paper({ job, asks }) {
  const [open, show] = useState(false);
  const act = useAction((/** @type {string} */ verb) => post(`/print-jobs/${job.print_job}/${verb}`));
  return html`
    <li class=${asks ? "asks" : ""}>
      <span class="what">
        <b>${title(job)}</b> ${job.copy && html`<span class="tag">${text.papers.copy}</span>`}
        <small>${moment(job.queued_ms)} · ${text.papers.states[job.state]}${job.detail && ` · ${job.detail}`}</small>
        ${asks && html`<strong class="question">${text.papers.cameOut}</strong>`}
        <${Trouble} error=${act.error} />
      </span>
      <span class="answers">
        <${Answers} job=${job} asks=${asks} act=${act} />
        <button class="quiet" aria-expanded=${open} onClick=${() => show(!open)}>${open ? text.papers.hide : text.papers.look}</button>
      </span>
      ${open && html`<${Picture} job=${job} />`}
    </li>
  `;
}

function Answers({ job, asks, act }) {
  if (asks) {
    return html`
      <button class="main" disabled=${act.busy} onClick=${() => act.run("came-out")}>${text.papers.itDid}</button>
      <button disabled=${act.busy} onClick=${() => act.run("again")}>${text.papers.itDidNot}</button>
    `;
  }
  if (job.state === "queued") {
    return html`<button disabled=${act.busy} onClick=${() => act.run("cancel")}>${text.papers.cancel}</button>`;
  }
  if (WAITING.includes(job.state)) return null;
  const lost = ["failed", "expired"].includes(job.state);
  return html`<button disabled=${act.busy} onClick=${() => act.run("again")}>${lost ? text.papers.again : text.papers.againCopy}</button>`;
}

function Picture({ job }) {
  const [missing, miss] = useState(false);
  if (missing) return html`<p class="picture soft">${text.papers.noPicture}</p>`;
  return html`<img class="picture" src=${address(`/print-jobs/${job.print_job}/picture`)} alt=${title(job)} onError=${() => miss(true)} />`;
}
