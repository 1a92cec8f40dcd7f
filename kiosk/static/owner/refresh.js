/** Keeps a page current: reads it anew when the box says that something changed, and says how old it is. What is being typed stays. */
import { keepsTyping, replaceParts } from "./live_parts.js";

const AGE_STEP_MS = 1_000;
const SILENCE_MS = 12_000;
// A try that hangs, as into a network that swallows it, is made again.
const GREETING_MS = 3_000;
const REOPEN_MS = 1_000;
const READING_MS = 10_000;
const CALM_MS = 1_500;
// Idle times and the machine's figures change without any event.
const ANYWAY_MS = 30_000;
// What could not be read, or not be shown over what was being typed.
const AGAIN_MS = 5_000;
const DOORS = [401, 403];

const age = /** @type {HTMLElement} */ (document.getElementById("age"));
const lost = /** @type {HTMLElement} */ (document.getElementById("lost"));
/** @type {EventSource | null} */
let stream = null;
let deadlineMs = 0;
let readMs = performance.now();
let triedMs = readMs;
let heardMs = readMs;
// Something happened that the page does not show yet.
let outdated = false;
let up = true;
let waiting = false;
let reading = false;

async function read() {
  if (reading || document.hidden) return;
  reading = true;
  outdated = false;
  triedMs = performance.now();
  const given = new AbortController();
  const timer = setTimeout(() => given.abort(), READING_MS);
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, signal: given.signal });
    // Signed out, or the PIN counts no more: the page itself says so, but not over what somebody is typing.
    if ((answer.redirected || DOORS.includes(answer.status)) && !keepsTyping(document)) location.reload();
    else if (answer.redirected || !answer.ok || !replaceParts(new DOMParser().parseFromString(await answer.text(), "text/html"))) outdated = true;
    else readMs = performance.now();
  } catch {
    outdated = true;
  }
  clearTimeout(timer);
  reading = false;
}

function open() {
  if (document.hidden || stream) return;
  stream = new EventSource("/api/v1/events");
  deadlineMs = performance.now() + GREETING_MS;
  stream.onmessage = (message) => {
    up = true;
    heardMs = performance.now();
    deadlineMs = heardMs + SILENCE_MS;
    if (JSON.parse(message.data).topic === "heartbeat") return;
    outdated = true;
    if (!waiting) setTimeout(() => {
      waiting = false;
      read();
    }, CALM_MS);
    waiting = true;
  };
  stream.onerror = lose;
}

function close() {
  stream?.close();
  stream = null;
}

function lose() {
  close();
  up = false;
  setTimeout(open, REOPEN_MS);
}

function tick() {
  const now = performance.now();
  if (stream && now > deadlineMs) lose();
  // While the box is heard and told of nothing new, what was read is as good as just read.
  const goodMs = up && !outdated ? Math.max(readMs, heardMs) : readMs;
  const seconds = Math.floor((now - goodMs) / 1_000);
  const { now: fresh = "", seconds: some = "", minutes: many = "" } = age.dataset;
  age.textContent = seconds < 2 ? fresh : seconds < 90 ? some.replace("{}", `${seconds}`) : many.replace("{}", `${Math.floor(seconds / 60)}`);
  lost.hidden = up;
  document.body.classList.toggle("stale", !up || now - goodMs > ANYWAY_MS);
  if (!waiting && now - triedMs > (outdated ? AGAIN_MS : ANYWAY_MS)) read();
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return close();
  open();
  read();
});
// Whoever only passes through this page takes no stream from others.
setTimeout(open, REOPEN_MS);
tick();
setInterval(tick, AGE_STEP_MS);
