/** How long something has waited, as people say it. */
import { locale } from "./words.js";

const AGO = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * As "3 hr. ago".
 * @param {number | null} atMs UTC in milliseconds, null for nothing @returns {string}
 */
export function since(atMs) {
  if (atMs === null) return "";
  const waitedMs = Math.max(0, Date.now() - atMs);
  if (waitedMs < MINUTE_MS) return AGO.format(0, "second");
  if (waitedMs < HOUR_MS) return AGO.format(-Math.floor(waitedMs / MINUTE_MS), "minute");
  if (waitedMs < DAY_MS) return AGO.format(-Math.floor(waitedMs / HOUR_MS), "hour");
  return AGO.format(-Math.floor(waitedMs / DAY_MS), "day");
}
