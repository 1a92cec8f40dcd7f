/** Who asks and what that one may do: read at the start, when people change, and whenever the box says no at its gate. */
import { gate, Refusal } from "./asking.js";
import { bar, onConnection, onEvent } from "./live.js";
import { Resource } from "./resource.js";
import { useEffect, useReducer, useState } from "./vendor/preact-hooks.js";
import { heardShopLanguage } from "./words.js";

/** @typedef {import("./shapes.js").Me} Me */
/** @typedef {{code: string, answer: (shown: boolean) => void}} Question what the gate wants to be shown, or `me` where the person asks */

const PATH = "/me";
// What can be shown; everything else the gate says is final.
const ASKED_FOR = ["pin_needed", "not_signed_in"];

const watchers = new Set();
const resource = new Resource(PATH, told);
/** @type {(Question & {done: Promise<boolean>}) | null} */
let question = null;

/**
 * Read anew who asks; what is known till then stays.
 * @returns {Promise<void>}
 */
export const refreshMe = resource.refresh;

/** When the box last said so, by this page's own clock. */
export function readMs() {
  return resource.readMs;
}

/** Whether the box does not know this device, or does no longer. */
export function isStranger() {
  return resource.error instanceof Refusal && resource.error.status === 401;
}

/**
 * Who asks, as far as it is known.
 * @returns {Me | null}
 */
export function me() {
  return isStranger() ? null : resource.data;
}

/**
 * Who asks, shown anew when that changes.
 * @returns {Me | null} null until the box has said so, and to a stranger
 */
export function useMe() {
  const [, show] = useReducer((/** @type {number} */ count) => count + 1, 0);
  useEffect(() => {
    watchers.add(show);
    return () => watchers.delete(show);
  }, []);
  return me();
}

/**
 * Whether this person, or the device alone, may do something; what is not known yet is not hidden.
 * @param {string} right
 */
export function may(right) {
  return me()?.rights.includes(right) ?? true;
}

/**
 * Whether nobody is signed in at a device that does nothing without.
 * @param {Me | null} known
 */
export function nobodyThere(known) {
  return Boolean(known && !known.setup && !known.operator && known.device.kind !== "kiosk");
}

/**
 * Have the person show who it is; what is asked meanwhile has the same answer.
 * @param {string} code `pin_needed`, `not_signed_in` or `me` @returns {Promise<boolean>} whether it was shown
 */
export function ask(code) {
  if (!question) {
    let answer = (/** @type {boolean} */ _shown) => {};
    const done = new Promise((/** @type {(shown: boolean) => void} */ resolve) => (answer = resolve));
    question = {
      code,
      done,
      answer: (shown) => {
        question = null;
        told();
        answer(shown);
      },
    };
    told();
  }
  return question.done;
}

/**
 * What the gate wants to be shown now.
 * @returns {Question | null}
 */
export function useQuestion() {
  const [asked, show] = useState(/** @type {Question | null} */ (question));
  useEffect(() => {
    const look = () => show(question);
    watchers.add(look);
    look();
    return () => watchers.delete(look);
  }, []);
  return asked;
}

function told() {
  const known = me();
  bar(isStranger() || Boolean(known && !known.rights.includes("look")));
  watchers.forEach((watcher) => watcher(undefined));
  if (known) heardShopLanguage(known.language);
}

gate.refused = (path) => {
  if (path !== PATH) refreshMe();
};
// A handheld at which nobody is signed in asks who it is on its whole screen.
gate.opened = async ({ code }) => ASKED_FOR.includes(code) && !nobodyThere(me()) && ask(code);
onEvent(({ topic }) => {
  if (topic === "people" || topic === "everything") refreshMe();
});
// A box that comes back may know this device no more.
onConnection((up) => up === false && refreshMe());
refreshMe();
