/** Something a person does once by a button: busy until it is answered, with the box's words when it said no. */
import { useState } from "./vendor/preact-hooks.js";

/**
 * @param {(...args: any[]) => Promise<any>} work
 * @returns {{run: (...args: any[]) => Promise<void>, busy: boolean, error: Error | null}}
 */
export function useAction(work) {
  const [state, show] = useState({ busy: false, error: /** @type {Error | null} */ (null) });
  const run = async (/** @type {any[]} */ ...args) => {
    if (state.busy) return;
    show({ busy: true, error: null });
    try {
      await work(...args);
      show({ busy: false, error: null });
    } catch (error) {
      show({ busy: false, error });
    }
  };
  return { run, ...state };
}
