/** Telling the box. A command is sent again under the same id until it is answered, so that it counts once. */
import { ask, gate, Unreachable } from "./asking.js";
import { newId } from "./new_id.js";
import { settings } from "./settings.js";

// A screen that only shows something asks, and fetches no more than that.
export { address, get, Refusal, Unreachable } from "./asking.js";

const RETRY_AFTER_MS = [300, 700, 1_500, 3_000, 5_000];
// Nobody stands before a grey button for longer without being told why.
const MOST_MS = 11_000;

/**
 * Tell the box something; the answer is that of the command, whatever number of times it had to be sent. What the box wants to be left alone
 * for longer than a person waits is thrown at once. An error is `unheard` where the command may have been carried out after all.
 * @param {string} path @param {object} body
 * @param {{device?: string, patienceMs?: number}} [as] with `patienceMs`, how long the box may take for what is asked only once @returns {Promise<any>}
 */
export async function post(path, body = {}, as = {}) {
  const said = { id: newId(), ...as };
  const pausesMs = as.patienceMs ? [] : [...RETRY_AFTER_MS];
  let endMs = performance.now() + MOST_MS;
  let unheard = false;
  for (;;) {
    try {
      return await tell(path, body, said);
    } catch (error) {
      if (error.status === 403 && (await gate.opened(error))) {
        endMs = performance.now() + MOST_MS;
        continue;
      }
      // A failing disk may hold what the box could not say yes to.
      unheard ||= error instanceof Unreachable || error.status === 503;
      const passes = error instanceof Unreachable || error.passes;
      const pauseMs = Math.max(pausesMs.shift() ?? Infinity, (error.waitS ?? 0) * 1_000);
      if (!passes || performance.now() + pauseMs > endMs) throw Object.assign(error, { unheard });
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}

/**
 * Tell the box something under an id, once. Rejects with Refusal or Unreachable.
 * @param {string} path @param {object} body @param {{id: string, device?: string, operator?: string, patienceMs?: number}} as @returns {Promise<any>}
 */
export function tell(path, body, { id, device = settings().device, operator = settings().operator, patienceMs }) {
  const headers = {
    "Content-Type": "application/json",
    "Idempotency-Key": id,
    "X-Operator": headerText(operator),
    "X-Device": headerText(device),
  };
  return ask(path, { method: "POST", body: JSON.stringify(body), headers }, patienceMs);
}

/**
 * Headers carry bytes: UTF-8, one character for each byte.
 * @param {string} words @returns {string}
 */
function headerText(words) {
  return String.fromCharCode(...new TextEncoder().encode(words.trim()));
}
