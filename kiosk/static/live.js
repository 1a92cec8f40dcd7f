/** The event stream of the box: what changed, and whether we still hear it. One stream a page, closed while nobody looks. */
import { address } from "./asking.js";
import { useEffect, useState } from "./vendor/preact-hooks.js";

/** @typedef {{seq: number, topic: string, subject: number | string}} BoxEvent */

// The box says something every 5 s.
const SILENCE_MS = 12_000;
// It greets whoever listens. A try that hangs, as into a network that swallows it, is made again; one at a box that has just started is slow.
const GREETING_MS = 3_000;
const REOPEN_MS = 1_000;

const listeners = new Set();
const watchers = new Set();
/** @type {EventSource | null} */
let stream = null;
let heardMs = 0;
// When the stream has to be given up, unless the box says something.
let deadlineMs = 0;
/** @type {boolean | null} null until the first word or the first failure */
let up = null;
let barred = false;
// How far we heard: the box tells again what came after it, so that a line that was down for a moment costs no reading anew.
let heardId = "";

/**
 * When the box was last heard, on the page's own clock (milliseconds), which no time server moves.
 * @returns {number}
 */
export function lastHeardMs() {
  return heardMs;
}

/**
 * Whether the stream is alive; null before the first try has ended.
 * @returns {boolean | null}
 */
export function isUp() {
  return up;
}

/** @param {(event: BoxEvent) => void} listener @returns {() => void} stops listening */
export function onEvent(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Whether the stream is alive, shown anew when that changes.
 * @returns {boolean | null}
 */
export function useConnection() {
  const [shown, show] = useState(up);
  useEffect(() => {
    watchers.add(show);
    show(up);
    return () => watchers.delete(show);
  }, []);
  return shown;
}

/** @param {(up: boolean | null) => void} watcher told when the stream is lost, and when it is there again */
export function onConnection(watcher) {
  watchers.add(watcher);
}

/**
 * Whether the box lets this device hear nothing: then it is not asked again and again.
 * @param {boolean} now
 */
export function bar(now) {
  if (now === barred) return;
  barred = now;
  if (!barred) return open();
  close();
  say(null);
}

/** Open the stream, and keep it open while the page is seen. */
export function startListening() {
  open();
  setInterval(() => stream && performance.now() > deadlineMs && lose(), 1_000);
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : stream || open()));
}

function open() {
  if (document.hidden || barred || stream) return;
  stream = new EventSource(address(heardId ? `/events?since=${heardId}` : "/events"));
  heardMs ||= performance.now();
  deadlineMs = performance.now() + GREETING_MS;
  stream.onmessage = (message) => {
    heardMs = performance.now();
    deadlineMs = heardMs + SILENCE_MS;
    heardId = message.lastEventId || heardId;
    say(true);
    const event = JSON.parse(message.data);
    listeners.forEach((listener) => listener(event));
  };
  stream.onerror = lose;
}

function close() {
  stream?.close();
  stream = null;
}

function lose() {
  close();
  say(false);
  setTimeout(() => stream || open(), REOPEN_MS);
}

/** @param {boolean | null} now */
function say(now) {
  if (now === up) return;
  up = now;
  watchers.forEach((watcher) => watcher(up));
}
