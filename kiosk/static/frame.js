/** What is around every screen: where we are, how old the data is, and a banner when the box is out of reach. */
import { html } from "./html.js";
import { fetchMissing, later } from "./later.js";
import { isUp, lastHeardMs, useConnection } from "./live.js";
import { useContext, useEffect, useState } from "./vendor/preact-hooks.js";
import { createContext } from "./vendor/preact.js";
import { words } from "./words.js";

const text = await words("frame");

// A reading that is known to be outdated for longer than this counts as no connection.
const OUTDATED_MS = 10_000;

const Stale = createContext(false);
const Who = later(() => import("./who.js").then((found) => found.Who));
const Notices = later(() => import("./notices.js").then((found) => found.Notices));

/**
 * @param {{title: string, up?: string, resources: any[], kind?: string, alarmed?: boolean, keeps?: string, aside?: any, children?: any}} props
 *   `up` is the route one level above; `resources` what the screen shows; `keeps` what becomes of scans without the box, where they are kept.
 */
export function Frame({ title, up = "/", resources, kind = "", alarmed = false, keeps = "", aside, children }) {
  const stale = useStale(resources);
  const seen = resources.every((resource) => resource.data || resource.error);
  useEffect(() => {
    document.title = `${title} · ${text.product}`;
  }, [title]);
  useEffect(() => {
    if (seen) fetchMissing();
  }, [seen]);
  return html`
    <div class=${`frame ${kind} ${alarmed ? "alarmed" : ""} ${stale ? "stale" : ""} ${keeps && "keeps"}`}>
      <header class="bar">
        <a class="up" href=${`#${up}`} aria-label=${up === "/" ? text.home : text.back}><${Arrow} /></a>
        <h1 dir="auto">${title}</h1>
        ${aside}
        ${resources.length > 0 && html`<${Age} resources=${resources} />`}
        ${(seen || stale) && html`<${Who} />`}
      </header>
      ${stale &&
      html`<div class="lost" role="alert"><strong>${text.connection.lost}</strong> <span>${keeps || text.connection.old}</span></div>`}
      ${(seen || stale) && html`<${Notices} />`}
      <main tabindex="0"><${Stale.Provider} value=${stale}>${children}<//></main>
    </div>
  `;
}

/**
 * Whether what is shown may be old, looked at every second: the stream is lost, or something is known to be newer and can't be read.
 * @param {any[]} resources @returns {boolean}
 */
function useStale(resources) {
  const connected = useConnection();
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick(performance.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return connected === false || resources.some((resource) => resource.data && ageMs(resource) > OUTDATED_MS);
}

/** A resource is as old as its reading; while the stream is alive and told of nothing newer, it is as good as just read. */
function ageMs(/** @type {import("./resource.js").Resource} */ resource) {
  const goodMs = resource.current && isUp() ? Math.max(resource.readMs, lastHeardMs()) : resource.readMs;
  return performance.now() - goodMs;
}

/** @param {{resources: import("./resource.js").Resource[]}} props */
function Age({ resources }) {
  const known = resources.filter((resource) => resource.data);
  const words = known.length
    ? text.connection.ago(Math.floor(Math.max(...known.map(ageMs)) / 1_000))
    : text.connection.never;
  return html`<span class="age"><span class="dot" aria-hidden="true"></span>${words}</span>`;
}

function Arrow() {
  return html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M15 5 8 12l7 7" /></svg>`;
}

/**
 * What stands in place of data that is not there: being read, or the reason why not. Nothing when there is data.
 * @param {{resource: any}} props
 */
export function Missing({ resource }) {
  if (resource.data) return null;
  if (!resource.error) return html`<p class="loading" role="status">${text.loading}</p>`;
  return html`
    <div class="failed" role="alert">
      <p>${resource.error.message}</p>
      <button onClick=${resource.refresh}>${text.retry}</button>
    </div>
  `;
}

/**
 * Says that there is nothing, but only while that is known.
 * @param {{words: string, children?: any}} props
 */
export function Nothing({ words, children }) {
  return html`<div class="nothing"><p>${useContext(Stale) ? text.connection.notKnown : words}</p>${children}</div>`;
}

/**
 * The box's words when it said no to a button.
 * @param {{error: Error | null}} props
 */
export function Trouble({ error }) {
  return error && html`<p class="trouble" role="alert">${error.message}</p>`;
}
