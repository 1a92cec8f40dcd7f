/** Looks whether a device has shown the code, and shows the question whether it may come in; goes on where the setup was done elsewhere. */
const EVERY_MS = 2_000;

async function look() {
  if (document.hidden) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return location.reload();
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("pairing");
    const now = document.getElementById("pairing");
    // The code itself never changes while it is good: what is compared is the question.
    if (fresh && now && fresh.querySelectorAll("form").length !== now.querySelectorAll("form").length) location.reload();
    else if (fresh && now && fresh.dataset.pairing !== now.dataset.pairing) now.replaceWith(fresh);
  } catch {
    // Not reached: looked again in a moment.
  }
}

setInterval(look, EVERY_MS);

// Makes this a module, whose names are its own.
export {};
