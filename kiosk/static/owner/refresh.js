/** Keeps the status page current: reads it anew when the box says that something changed, and says how old it is. */
const AGE_STEP_MS = 1_000;
const SILENCE_MS = 12_000;
const CALM_MS = 1_500;
// Idle times and the machine's figures change without any event.
const ANYWAY_MS = 30_000;

const age = /** @type {HTMLElement} */ (document.getElementById("age"));
const lost = /** @type {HTMLElement} */ (document.getElementById("lost"));
/** @type {EventSource | null} */
let stream = null;
let readMs = performance.now();
let heardMs = performance.now();
let reading = false;

async function read() {
  if (reading || document.hidden) return;
  reading = true;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    // Signed out, or the box is being set up: the page itself says so.
    if (answer.redirected || !answer.ok) return location.reload();
    show(new DOMParser().parseFromString(await answer.text(), "text/html"));
    readMs = heardMs = performance.now();
  } catch {
    // The age says it.
  }
  reading = false;
}

/** @param {Document} fresh */
function show(fresh) {
  const open = document.activeElement?.closest("main");
  for (const selector of ["main > .figures", "main > .columns", ".tabs"]) {
    const now = document.querySelector(selector);
    const next = fresh.querySelector(selector);
    if (now && next && now.innerHTML !== next.innerHTML && !(open && now.contains(document.activeElement))) now.replaceWith(next);
  }
}

function open() {
  if (document.hidden || stream) return;
  stream = new EventSource("/api/v1/events");
  let waiting = 0;
  stream.onmessage = () => {
    heardMs = performance.now();
    if (!waiting) waiting = window.setTimeout(() => {
      waiting = 0;
      read();
    }, CALM_MS);
  };
}

function close() {
  stream?.close();
  stream = null;
}

function tick() {
  const now = performance.now();
  const stale = now - heardMs > SILENCE_MS;
  const seconds = Math.floor((now - (stale ? readMs : Math.max(readMs, heardMs))) / 1_000);
  const { now: fresh = "", seconds: some = "", minutes: many = "" } = age.dataset;
  age.textContent = seconds < 2 ? fresh : seconds < 90 ? some.replace("{}", `${seconds}`) : many.replace("{}", `${Math.floor(seconds / 60)}`);
  lost.hidden = !stale;
  document.body.classList.toggle("stale", stale);
  if (now - readMs > ANYWAY_MS && !document.hidden) read();
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return close();
  open();
  read();
});
open();
tick();
setInterval(tick, AGE_STEP_MS);

// Makes this a module, whose names are its own.
export {};
