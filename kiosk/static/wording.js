/** Times, money and weights as people read them, by the language of the screen. */
import { locale } from "./words.js";

const TIME = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const DAY = new Intl.DateTimeFormat(locale, { weekday: "short", day: "numeric", month: "short", year: "numeric" });
const SHORT = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

/** @param {number} atMs */
export function timeOfDay(atMs) {
  return TIME.format(atMs);
}

/** @param {number} atMs */
export function day(atMs) {
  return DAY.format(atMs);
}

/** @param {number | null} atMs */
export function moment(atMs) {
  return atMs ? SHORT.format(atMs) : "";
}

/** @param {number} minor units of the currency @param {string} currency ISO 4217, may be empty */
export function money(minor, currency) {
  if (!currency) return String(minor);
  const format = new Intl.NumberFormat(locale, { style: "currency", currency });
  return format.format(minor / 10 ** format.resolvedOptions().maximumFractionDigits);
}
