/** A walk on a screen. How it goes on without the box is fetched once the first prompt is there; a scan before that waits for it. */
import { isUp, useConnection } from "../live.js";
import { useResource } from "../resource.js";
import { useEffect, useMemo, useReducer, useState } from "../vendor/preact-hooks.js";

const RETRY_MS = 1_000;

/** @typedef {import("./course.js").Course} Course */
/** @typedef {import("./walk_model.js").Walk} Walk */

/** @param {number} number of the session */
export function useWalk(number) {
  const session = useResource(`/pick-sessions/${number}/plan`, ["pick_session"], number);
  useConnection(); // what is shown depends on it
  const [, changed] = useReducer((/** @type {number} */ count) => count + 1, 0);
  const [course, begin] = useState(/** @type {Course | null} */ (null));
  const coming = useMemo(promised, [session]);
  const asked = Boolean(session.data || session.error);
  useEffect(() => {
    if (!asked) return undefined;
    let open = /** @type {Course | null} */ (null);
    fetched().then(({ Course }) => Course.open(session, number, () => changed(undefined))).then((opened) => {
      begin((open = opened));
      coming.keep(opened);
    });
    return () => open?.close();
  }, [session, asked]);
  useEffect(() => course?.remember(), [course, session.data]);
  const say = (/** @type {string} */ verb, /** @type {any} */ body) => coming.promise.then((opened) => opened.take(verb, body));
  return {
    session,
    /** @type {Walk | null} */
    view: course ? course.view : session.data,
    /** Whether nobody knows if what is shown is still so. */
    without: course ? course.without : isUp() === false,
    trouble: course?.trouble ?? null,
    notice: course?.notice ?? "",
    outcome: course?.outcome ?? "",
    answers: course?.answers ?? 0,
    waiting: course?.waiting ?? "",
    say,
    /** @param {string} code @param {object} [more] fields of the request besides the code */
    scan: (code, more = {}) => void (code.trim() && say("scans", { code: code.trim(), ...more })),
    /**
     * Show what the box answered to something else about this walk.
     * @param {any} answer
     */
    hear: (answer) => coming.promise.then((opened) => opened.hear(answer)),
  };
}

/** @returns {{promise: Promise<Course>, keep: (course: Course) => void}} */
function promised() {
  let keep = (/** @type {Course} */ _) => {};
  const promise = new Promise((resolve) => (keep = resolve));
  return { promise, keep };
}

/** @returns {Promise<typeof import("./course.js")>} */
function fetched() {
  return import("./course.js").catch(async () => {
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    return fetched();
  });
}
