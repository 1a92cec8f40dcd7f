/** What this screen remembers between visits: who works at it, with which scanner, at which packing station, in which language. */
import { useEffect, useState } from "./vendor/preact-hooks.js";

/** @typedef {{operator: string, device: string, station: string, language: string, shopLanguage: string}} Settings */

const KEY = "pmpd.settings";
/** @type {Settings} */
const FIRST = { operator: "", device: "scanner-1", station: "", language: "", shopLanguage: "" };
/** @type {Set<(settings: Settings) => void>} */
const watchers = new Set();
let current = read();

/** @returns {Settings} */
function read() {
  try {
    return { ...FIRST, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
  } catch {
    return { ...FIRST }; // a browser that keeps nothing still picks
  }
}

/** @returns {Settings} */
export function settings() {
  return current;
}

/** @param {Partial<Settings>} change */
export function remember(change) {
  current = { ...current, ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // kept until the page is closed
  }
  watchers.forEach((watcher) => watcher(current));
}

/**
 * The settings, shown anew when they change.
 * @returns {Settings}
 */
export function useSettings() {
  const [shown, show] = useState(current);
  useEffect(() => {
    watchers.add(show);
    return () => watchers.delete(show);
  }, []);
  return shown;
}
