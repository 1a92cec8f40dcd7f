/**
 * Keeps the screens' files on a device, so that they open without the box. The box puts `SHELL` in front: what they are, and a version
 * that changes with any of them. Each version is kept whole and apart, so a page never runs on a mixture of two.
 */
/* global SHELL */
const KEPT = `pmpd ${SHELL.version}`;
// What most devices never need is kept once it was fetched.
const WHEN_USED = /^\/static\/vendor\/zxing/;

addEventListener("install", (event) => event.waitUntil(keepAll()));
addEventListener("activate", (event) => event.waitUntil(takeOver()));
addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== location.origin) return;
  if (pathname === "/" || pathname.startsWith("/static/")) event.respondWith(fileAt(pathname === "/" ? "/static/index.html" : pathname, event.request));
});
// A page says so when it can be loaded anew: until then it goes on with the files it began with.
addEventListener("message", (event) => event.data === "take over" && skipWaiting());

async function keepAll() {
  const cache = await caches.open(KEPT);
  await cache.addAll(SHELL.files.map((file) => new Request(`/static/${file}`, { cache: "no-cache" })));
}

async function takeOver() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name)));
  await clients.claim();
}

async function fileAt(pathname, request) {
  const cache = await caches.open(KEPT);
  const kept = await cache.match(pathname, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok && WHEN_USED.test(pathname)) await cache.put(pathname, answer.clone());
  return answer;
}
