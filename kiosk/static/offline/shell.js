/** The screens' files on this device, so that they open without the box. Browsers keep them where the address is a safe one. */

const LOOK_EVERY_MS = 30 * 60_000;

/** Keep them from now on; a newer version takes over at a calm moment. */
export function keepShell() {
  // A browser that may not keep anything opens the screens while the box is there.
  navigator.serviceWorker?.register("/sw.js").then(follow).catch(() => {});
}

/** @param {ServiceWorkerRegistration} registration */
function follow(registration) {
  const workers = navigator.serviceWorker;
  const begun = Boolean(workers.controller);
  workers.addEventListener("controllerchange", () => begun && location.reload());
  const takeOver = () => registration.waiting?.postMessage("take over");
  const look = () => registration.update().catch(() => {});
  takeOver();
  addEventListener("hashchange", takeOver);
  document.addEventListener("visibilitychange", () => (document.hidden ? takeOver() : look()));
  setInterval(look, LOOK_EVERY_MS);
}
