/** Which orders the console shows: kept while the page is open, and told by the address, so that every way back leads to the same list. */
import { here } from "../route.js";

/**
 * `show` is one of SHOWN, `placed` "", "today", "week" or "days" (from `from` to `to`, as 2026-03-31).
 * @typedef {{show: string, state: string, channel: string, placed: string, from: string, to: string, text: string}} Filter
 */

/** What a person taps: how far an order is, and what left today. */
export const SHOWN = /** @type {const} */ (["problem", "waiting", "in_progress", "shipped_today"]);

/** @type {Filter} */
export const EVERY = { show: "", state: "", channel: "", placed: "", from: "", to: "", text: "" };
/** @type {(keyof Filter)[]} */
export const FURTHER = ["state", "channel", "placed"];

const DAY_MS = 86_400_000;
const WEEK_DAYS = 7;

let kept = EVERY;

/**
 * What the address asks for, else what was last looked at.
 * @returns {Filter}
 */
export function wanted() {
  const said = here().split("?")[1];
  if (said) kept = { ...EVERY, ...known(new URLSearchParams(said)) };
  return keep(kept);
}

/** @param {URLSearchParams} said @returns {Partial<Filter>} */
function known(said) {
  return Object.fromEntries([...said].filter(([name]) => name in EVERY));
}

/**
 * Look at these from now on.
 * @param {Filter} filter @returns {Filter}
 */
export function keep(filter) {
  kept = filter;
  const said = new URLSearchParams(Object.entries(filter).filter(([, words]) => words)).toString();
  history.replaceState(history.state, "", said ? `#/orders?${said}` : "#/orders");
  return filter;
}

/**
 * The filter in the words of the API; null while it has to be known first which day it is.
 * @param {Filter} filter @param {string | undefined} today of the shop's calendar @returns {Record<string, string> | null}
 */
export function asked({ show, state, channel, placed, from, to, text }, today) {
  const far = { state, channel, text, fulfilment: show };
  if (placed === "days") Object.assign(far, { placed_from: from, placed_to: to });
  if (show !== "shipped_today" && placed !== "today" && placed !== "week") return far;
  if (!today) return null;
  if (show === "shipped_today") Object.assign(far, { fulfilment: "", shipped_on: today });
  if (placed === "today") Object.assign(far, { placed_from: today });
  if (placed === "week") Object.assign(far, { placed_from: daysBefore(today, WEEK_DAYS - 1) });
  return far;
}

/** @param {string} day @param {number} days @returns {string} */
function daysBefore(day, days) {
  return new Date(Date.parse(day) - days * DAY_MS).toISOString().slice(0, 10);
}
