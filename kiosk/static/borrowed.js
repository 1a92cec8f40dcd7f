/** A scanner of the box that scans at this screen of a kiosk, as long as the screen is seen: its keys never come to the browser by themselves. */
import { post, Refusal } from "./api.js";
import { html } from "./html.js";
import { badgeScanned } from "./identity/badge_scans.js";
import { may, useMe } from "./me.js";
import { newId } from "./new_id.js";
import { useResource } from "./resource.js";
import { NOT_ALARMING } from "./scanners.js";
import { remember, useSettings } from "./settings.js";
import { useEffect, useReducer, useRef, useState } from "./vendor/preact-hooks.js";
import { words } from "./words.js";

const text = await words("scan");

/**
 * @typedef {import("./shapes.js").Scanner} Scanner
 * @typedef {{number: number, code: string, badge: boolean}} LentScan
 *
 * What is done with a code; answers whether it was right. `sounded`: the box tells by a tone what came of it.
 * @typedef {(code: string, sounded: boolean) => boolean | Promise<boolean>} TakeCode
 */

// The box answers within 10 s.
const PATIENCE_MS = 20_000;
const RETRY_MS = 2_000;

// A screen that comes within this time after one that scanned goes on where that one was.
const HANDOVER_MS = 2_000;

// A screen that is left gives its scanner back before the next one borrows it.
let returned = Promise.resolve();
let leftMs = -HANDOVER_MS;
/** @type {Map<string, number>} when the last of what a scanner said was said that is old news here */
const heard = new Map();

/**
 * Which scanner of the box scans here; to choose another, and to take it from another kiosk. For the bar of a screen that takes scans itself.
 * @param {{onCode: TakeCode}} props
 */
export function BorrowedScanner({ onCode }) {
  const known = useMe();
  if (known?.device.kind !== "kiosk" || !may("stock")) return null;
  return html`<${Borrowing} kiosk=${known.device.name} person=${known.operator?.name ?? ""} onCode=${onCode} />`;
}

/** @param {{kiosk: string, person: string, onCode: TakeCode}} props */
function Borrowing({ kiosk, person, onCode }) {
  const scanners = useResource(useReturned() ? "/scanners" : "", ["scanner", "binding", "pick_session"]);
  const { device } = useSettings();
  const seen = useSeen();
  const [taking, take] = useState("");
  /** @type {Scanner[]} */
  const walking = (scanners.data?.scanners ?? []).filter((/** @type {Scanner} */ scanner) => !scanner.station);
  const free = walking.filter((scanner) => scanner.session === null);
  // What this screen remembers may be no scanner of this box; where there are several, a person says which.
  const name = walking.some((scanner) => scanner.name === device) ? device : walking.length === 1 ? walking[0].name : "";
  const chosen = free.find((scanner) => scanner.name === name);
  const elsewhere = chosen && whereElse(chosen, kiosk, person);
  const ours = chosen && !elsewhere;
  useEffect(() => {
    if (ours) take("");
  }, [ours, taking]);
  useLoan(seen && chosen && (ours || taking === chosen.name) ? chosen.name : "", Boolean(taking), (code) => onCode(code, scanners.data.sounds));
  const choose = (/** @type {string} */ wanted) => {
    remember({ device: wanted });
    take(wanted);
  };
  if (!free.length) return null;
  const here = chosen?.lent_to === kiosk ? chosen.name : "";
  return html`
    ${here && free.length === 1
      ? html`<span class="walk borrowed">${text.scansHere(here)}</span>`
      : html`
        <select class="walk borrowed" aria-label=${text.chooseScanner} value=${here} onChange=${(/** @type {any} */ event) => choose(event.target.value)}>
          ${!here && html`<option value="">${elsewhere || text.scansNothing}</option>`}
          ${free.map((scanner) => html`<option key=${scanner.name} value=${scanner.name}>${text.scansHere(scanner.name)}</option>`)}
        </select>`}
    ${walking.filter((scanner) => scanner.name === name).map((scanner) => html`<${Said} key=${name} scanner=${scanner} />`)}
  `;
}

/**
 * Who else has a scanner, in words; empty where nobody has.
 * @param {Scanner} scanner @param {string} kiosk @param {string} person
 */
function whereElse({ name, lent_to, held_by }, kiosk, person) {
  if (lent_to === kiosk) return "";
  if (lent_to) return text.scansElsewhere(name, lent_to);
  return held_by && held_by !== person ? text.inHand(name, held_by) : "";
}

/**
 * What the box says of the scanner itself: a scan that was rejected, or that no screen took, be it between two screens. What was said before
 * is old news.
 * @param {{scanner: Scanner}} props
 */
function Said({ scanner: { name, last, last_ms } }) {
  const [, seen] = useReducer((count) => count + 1, 0);
  if (!heard.has(name)) heard.set(name, last_ms);
  if (!last?.message || heard.get(name) === last_ms) return null;
  const see = () => {
    heard.set(name, last_ms);
    seen(undefined);
  };
  return html`
    <div class=${`scanner-said ${NOT_ALARMING.includes(last.outcome) ? "notice" : "trouble"}`} role="alert">
      <span>${last.message}</span> <button onClick=${see}>${text.seen}</button>
    </div>
  `;
}

/** Whether the screen before has given its scanner back: until then the box says that it scans here. */
function useReturned() {
  const [done, finish] = useState(false);
  useEffect(() => {
    if (performance.now() - leftMs > HANDOVER_MS) heard.clear();
    returned.then(() => finish(true));
  }, []);
  return done;
}

/** Whether somebody looks at this page: nothing is carried out behind another one. */
function useSeen() {
  const [seen, look] = useState(!document.hidden);
  useEffect(() => {
    const changed = () => look(!document.hidden);
    document.addEventListener("visibilitychange", changed);
    return () => document.removeEventListener("visibilitychange", changed);
  }, []);
  return seen;
}

/**
 * Have a scanner for as long as it is named.
 * @param {string} scanner @param {boolean} takeOver from another kiosk @param {(code: string) => boolean | Promise<boolean>} onCode
 */
function useLoan(scanner, takeOver, onCode) {
  const latest = useRef({ takeOver, onCode });
  latest.current = { takeOver, onCode };
  useEffect(() => {
    if (!scanner) return undefined;
    const path = `/scanners/${encodeURIComponent(scanner)}`;
    const page = newId();
    let since = 0;
    let left = false;
    let carriedOut = Promise.resolve();
    const takeScan = async (/** @type {LentScan} */ { code, badge }) => {
      const right = await (badge ? badgeScanned(code) : latest.current.onCode(code));
      post(`${path}/outcome`, { right }).catch(() => {}); // a tone that is not heard is no trouble of the scan
    };
    const listen = async () => {
      await returned;
      while (!left) {
        try {
          const answer = await post(`${path}/borrow`, { page, since, take_over: latest.current.takeOver }, { patienceMs: PATIENCE_MS });
          if (left) break; // the box tells that these were not taken
          since = answer.next;
          // One after the other: what is scanned after a badge is done by whom the badge signed in.
          for (const scan of answer.scans) carriedOut = carriedOut.then(() => takeScan(scan)).catch(() => {});
          if (answer.outcome !== "lent") await pause();
        } catch (error) {
          if (error instanceof Refusal && !error.passes && error.status < 500) return;
          await pause();
        }
      }
    };
    listen();
    return () => {
      left = true;
      leftMs = performance.now();
      returned = post(`${path}/give-back`, { page, since }).catch(() => {});
    };
  }, [scanner]);
}

function pause() {
  return new Promise((resolve) => setTimeout(resolve, RETRY_MS));
}
