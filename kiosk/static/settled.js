/** A button that takes another's place is not pressed by the finger that was on its way to that one, or that pressed it twice. */
import { useEffect, useState } from "./vendor/preact-hooks.js";

const ON_ITS_WAY_MS = 700;

/**
 * Whether what the buttons depend on has been the same for longer than a finger is on its way.
 * @param {string} value @returns {boolean}
 */
export function useSettled(value) {
  const [known, know] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => know(value), ON_ITS_WAY_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return known === value;
}
