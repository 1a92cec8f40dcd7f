/** What lies on the scale of a station, while somebody wants to know. */
import { get } from "./asking.js";
import { useEffect, useState } from "./vendor/preact-hooks.js";

const EVERY_MS = 700;

/**
 * The newest reading, asked for again and again while `wanted`; null where there is no scale, or the box does not answer.
 * @param {string} station @param {boolean} wanted
 * @returns {{scale: string, grams: number, stable: boolean, trouble: string} | null}
 */
export function useScale(station, wanted) {
  const [reading, show] = useState(/** @type {{scale: string, grams: number, stable: boolean, trouble: string} | null} */ (null));
  useEffect(() => {
    if (!wanted) return undefined;
    let timer = 0;
    let ended = false;
    const look = async () => {
      const said = document.hidden ? null : await get(`/stations/${encodeURIComponent(station)}/scale`).catch(() => null);
      if (ended) return;
      show(said);
      if (!said || said.scale) timer = setTimeout(look, EVERY_MS);
    };
    look();
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [station, wanted]);
  return wanted && reading?.scale ? reading : null;
}
