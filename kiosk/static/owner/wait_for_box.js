/** Goes on once the box has started anew. */
const EVERY_MS = 700;

const { next = "/", run = "" } = /** @type {HTMLElement} */ (document.getElementById("main")).dataset;

async function look() {
  try {
    const answer = await fetch("/owner/run", { cache: "no-store" });
    const now = await answer.text();
    if (answer.status === 401 || (answer.ok && now !== run)) return location.replace(next);
  } catch {
    // It is still down.
  }
  setTimeout(look, EVERY_MS);
}

setTimeout(look, EVERY_MS);

// Makes this a module, whose names are its own.
export {};
