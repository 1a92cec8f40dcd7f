/** A box that writes nothing any more, since its disk is full or has failed: every heartbeat says so until it is started again. */
import { html } from "./html.js";
import { onEvent, useConnection } from "./live.js";
import { useEffect, useReducer } from "./vendor/preact-hooks.js";
import { words } from "./words.js";

const text = await words("offline");

let why = "";
/** @type {Set<() => void>} */
const watchers = new Set();

onEvent(({ topic, subject }) => {
  const said = `${subject || ""}`;
  if (topic !== "heartbeat" || said === why) return;
  why = said;
  watchers.forEach((watcher) => watcher());
});

/**
 * Why the box writes nothing, shown anew when that changes; empty while it does, and while nobody knows.
 * @returns {string}
 */
export function useStopped() {
  const connected = useConnection();
  const [, changed] = useReducer((/** @type {number} */ count) => count + 1, 0);
  useEffect(() => {
    const watcher = () => changed(undefined);
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  }, []);
  return connected === false ? "" : why;
}

/** Says so, and what to do in the box's own words. */
export function Stopped() {
  const said = useStopped();
  return said && html`<p class="kept stopped" role="alert">${text.stopped} <small>${said}</small></p>`;
}
