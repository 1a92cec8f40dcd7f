/**
 * Badges that a scanner types: whoever scans one at any screen is signed in there. The codes of a walk and of a packing station go to the
 * box as they are, and badges among them: it knows them itself.
 */
import { ask } from "../me.js";
import { here } from "../route.js";
import { useEffect, useState } from "../vendor/preact-hooks.js";
import { signInBy } from "./signing_in.js";

/** @typedef {{error: Error | null, done: number}} BadgeNews why the last badge was not taken, and how many were */

// What every badge begins with (ledger/equipment/control_codes.py); a scanner with Caps Lock on types it small.
const PREFIX = "PXBO";
// Scanners type a key every few milliseconds; what is left from longer ago was no scan.
const PAUSE_MS = 500;
const TOLD_TO_THE_BOX = /^\/(pick\/|pack$)/;

const watchers = new Set();
/** @type {BadgeNews} */
let news = { error: null, done: 0 };
let typed = "";
let lastMs = -PAUSE_MS;

/**
 * What became of badges, shown anew at each.
 * @returns {BadgeNews}
 */
export function useBadge() {
  const [shown, show] = useState(news);
  useEffect(() => {
    watchers.add(show);
    show(news);
    return () => watchers.delete(show);
  }, []);
  return shown;
}

/**
 * Whether what is being typed may become a badge: its figures belong to nothing else.
 * @returns {boolean}
 */
export function badgeUnderWay() {
  return typed !== "" && typed.slice(0, PREFIX.length).toUpperCase() === PREFIX.slice(0, typed.length);
}

/** @param {KeyboardEvent} event */
function pressed(event) {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.timeStamp - lastMs > PAUSE_MS) typed = "";
  lastMs = event.timeStamp;
  if (event.key.length === 1) typed += event.key;
  if (event.key !== "Enter") return;
  const code = typed;
  const ours = badgeUnderWay() && code.length > PREFIX.length && (isAsking() || !TOLD_TO_THE_BOX.test(here()));
  typed = "";
  if (!ours) return;
  event.preventDefault();
  event.stopPropagation();
  if (event.target instanceof HTMLInputElement) takeBack(event.target, code);
  badgeScanned(code);
}

/**
 * Whoever wears this badge works here from now on.
 * @param {string} code @returns {Promise<boolean>} whether it was taken
 */
export async function badgeScanned(code) {
  try {
    await signInBy({ badge: code });
  } catch (error) {
    tell({ error, done: news.done });
    return false;
  }
  tell({ error: null, done: news.done + 1 });
  return true;
}

/** Whether the gate asks who is there, in front of the screen. */
function isAsking() {
  return document.querySelector("dialog[open]") !== null;
}

/**
 * The scan went into a field that is meant for something else.
 * @param {HTMLInputElement} field @param {string} code
 */
function takeBack(field, code) {
  if (!field.value.endsWith(code)) return;
  field.value = field.value.slice(0, -code.length);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** @param {BadgeNews} now */
function tell(now) {
  news = now;
  const seen = watchers.size > 0;
  watchers.forEach((watcher) => watcher(news));
  if (news.error && !seen) ask("me");
}

addEventListener("keydown", pressed, true);
