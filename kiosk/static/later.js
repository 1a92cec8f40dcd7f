/** What the first sight of a screen does not need: fetched once that is there, so that it is at hand when the box is not. */
import { html } from "./html.js";
import { useEffect, useReducer } from "./vendor/preact-hooks.js";

const RETRY_MS = 2_000;

/** @type {Set<() => Promise<any>>} */
const missing = new Set();

/**
 * Fetch something once the first screen is seen.
 * @param {() => Promise<any>} fetchPart may be called again, until it succeeds
 */
export function whenSeen(fetchPart) {
  missing.add(fetchPart);
}

/** A screen is seen: fetch everything that is still missing. What fails is tried again at the next sight. */
export function fetchMissing() {
  missing.forEach((fetchPart) => fetchPart().then(() => missing.delete(fetchPart), () => {}));
}

/**
 * A component that is fetched then, or at once when it is shown before; until it is there it shows nothing.
 * @template {(props: any) => any} Part
 * @param {() => Promise<Part>} find
 * @returns {(props: Parameters<Part>[0]) => any}
 */
export function later(find) {
  /** @type {Part | null} */
  let part = null;
  const fetchPart = async () => {
    part ??= await find();
  };
  whenSeen(fetchPart);
  return (props) => {
    const [, changed] = useReducer((/** @type {number} */ count) => count + 1, 0);
    const shown = part;
    useEffect(() => {
      let timer = 0;
      const look = () => fetchPart().then(() => changed(undefined), () => (timer = setTimeout(look, RETRY_MS)));
      // It may have come between this and the rendering, which nobody would be told of.
      if (!shown) look();
      return () => clearTimeout(timer);
    }, []);
    return shown && html`<${shown} ...${props} />`;
  };
}
