/** For how long the PIN that was entered still counts, by this page's own clock. */
import { readMs, useMe } from "../me.js";
import { useEffect, useReducer } from "../vendor/preact-hooks.js";

/**
 * Whole seconds that are left, shown anew as they go by.
 * @returns {number}
 */
export function useUnlockedS() {
  const known = useMe();
  const [, tick] = useReducer((/** @type {number} */ count) => count + 1, 0);
  useEffect(() => {
    const timer = setInterval(() => tick(undefined), 1_000);
    return () => clearInterval(timer);
  }, []);
  if (!known?.unlocked_until_ms) return 0;
  return Math.max(0, Math.ceil((known.unlocked_until_ms - known.now_ms - (performance.now() - readMs())) / 1_000));
}

/**
 * As people read it: 4:05.
 * @param {number} seconds
 */
export function clock(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
