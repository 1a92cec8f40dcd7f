/** A sealed parcel: its slip, whether it came out of the printer, and the next tote. */
import { useAction } from "../action.js";
import { address, post } from "../api.js";
import { Frame, Missing, Trouble } from "../frame.js";
import { html } from "../html.js";
import { useResource } from "../resource.js";
import { goInstead } from "../route.js";
import { useScanners } from "../scanners.js";
import { useScans } from "../scans.js";
import { ScanBox } from "../scanning.js";
import { useTelling } from "../telling.js";
import { Unanswered } from "../unanswered.js";
import { words } from "../words.js";
import { useNextCheck } from "./next_check.js";

const text = await words("pack");

/** @param {{words: string[]}} props the order's number and the print job's */
export function Sealed({ words: [order, job] }) {
  const jobs = useResource(`/print-jobs?order=${encodeURIComponent(order)}`, ["print_job", "order"]);
  const found = jobs.data?.print_jobs.find((/** @type {import("../shapes.js").PrintJob} */ entry) => entry.print_job === Number(job));
  return html`
    <${Frame} title=${text.title} up="/pack" resources=${[jobs]} kind="floor">
      <${Missing} resource=${jobs} />
      ${found && html`<${Slip} job=${found} />`}
    <//>
  `;
}

/** @param {{job: {print_job: number, order: string, state: string, detail: string, station: string}}} props */
function Slip({ job }) {
  const { order, station } = job;
  useNextCheck(station, () => goInstead("/pack"));
  const scans = useScans("/pack-checks", () => goInstead("/pack"), { device: "" });
  const hardware = useScanners((scanner) => scanner.station === station);
  const telling = useTelling();
  const again = useAction(async () => {
    const copy = await telling.tell(`/orders/${order}/reprint`, { station });
    goInstead(`/pack/sealed/${order}/${copy.print_job}`);
  });
  const there = useAction(() => post(`/print-jobs/${job.print_job}/came-out`));
  const good = ["sent", "confirmed"].includes(job.state);
  const waits = ["queued", "sending"].includes(job.state);
  return html`
    <div class="station sealed">
      <div class="say" tabindex="0">
        <h2>✓ ${text.sealed(order)}</h2>
        <p class=${`print ${good ? "good" : waits ? "" : "bad"}`} role="status">
          <span class="mark" aria-hidden="true">${good ? "✓" : waits ? "…" : "!"}</span> ${text.print[job.state]}
          ${job.detail && job.state !== "confirmed" && html`<small>${job.detail}</small>`}
        </p>
        ${job.state === "unconfirmed" && html`
          <${Trouble} error=${there.error} />
          <div class="answers">
            <button class="main" disabled=${there.busy} onClick=${there.run}>${text.itDid}</button>
            <button disabled=${again.busy} onClick=${again.run}>${text.itDidNot}</button>
          </div>`}
        <div class="paper scroll" tabindex="0"><img src=${address(`/print-jobs/${job.print_job}/picture`)} alt=${text.slip(order)} /></div>
      </div>
      <div class="thumb">
        <${Trouble} error=${scans.trouble ?? hardware.trouble} />
        <${ScanBox} onCode=${(/** @type {string} */ code) => scans.scan(code, { station })} waiting=${scans.waiting} />
        <${Trouble} error=${again.error} />
        <${Unanswered} telling=${scans.telling.missing ? scans.telling : telling} />
        <div class="actions">
          ${job.state !== "unconfirmed" && html`<button disabled=${again.busy} onClick=${again.run}>${text.again}</button>`}
          <a class="button main" href="#/pack">${text.next}</a>
        </div>
      </div>
    </div>
  `;
}
