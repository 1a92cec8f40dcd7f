/** One task of stock work: steps in strict order, one prompt at a time; a wrong scan is an alarm until the right thing is scanned. */
import { get, Refusal, Unreachable } from "./api.js";
import { isUp } from "./live.js";
import { useRef, useState } from "./vendor/preact-hooks.js";
import { words } from "./words.js";

const text = await words("stock");

/**
 * What was said so far: fields that the steps name.
 * @typedef {Record<string, any>} Said
 *
 * One step. `fields` are what it adds; `take` turns a scanned code into them, or throws what is wrong with the code.
 * @typedef {{name: string, fields: string[], done: (said: Said) => boolean, take: (code: string, said: Said) => Promise<Said>}} Step
 *
 * What came of the whole task: words for the person, and what is known of the next one from the start.
 * @typedef {{words: string, next?: Said}} Outcome
 */

/**
 * What a code means here.
 * @param {string} code @returns {Promise<import("./shapes.js").Found>}
 */
export function lookUp(code) {
  return get(`/look-up?${new URLSearchParams({ text: code })}`);
}

/**
 * A code that is not what the step asks for.
 * @param {string} kind of alarm @param {string} message @returns {Refusal}
 */
export function wrongScan(kind, message) {
  return new Refusal(200, { code: kind, message, details: {} });
}

/**
 * Codes one after the other; the last that was not taken is the `alarm`. `scan` resolves to whether it was taken, and is told whether the
 * box sounds for it.
 * @param {(code: string) => Promise<void>} take
 */
export function useCodes(take) {
  const [state, show] = useState({ waiting: "", alarm: /** @type {import("./shapes.js").Alarm | null} */ (null) });
  const busy = useRef(false);
  const latest = useRef(take);
  const last = useRef(Promise.resolve(true));
  latest.current = take;
  const carryOut = async (/** @type {string} */ code, /** @type {boolean} */ sounded) => {
    busy.current = true;
    show((/** @type {typeof state} */ before) => ({ ...before, waiting: code }));
    let alarm = null;
    try {
      await latest.current(code);
    } catch (error) {
      const known = error instanceof Refusal || error instanceof Unreachable;
      const message = known ? error.message : text.failed;
      alarm = { kind: error instanceof Refusal ? error.code : "other", message, code, spoken: message, sounded };
    }
    busy.current = false;
    show({ waiting: "", alarm });
    return !alarm;
  };
  const scan = async (/** @type {string} */ code, sounded = false) => {
    const read = code.trim();
    if (!read) return false;
    if (busy.current && isUp() === false) {
      // Somebody would walk on without seeing what became of the scan before.
      show((/** @type {typeof state} */ before) => ({ ...before, alarm: { kind: "other", message: text.notSent, code: read, spoken: text.notSent } }));
      return false;
    }
    const carriedOut = last.current.then(() => carryOut(read, sounded));
    last.current = carriedOut;
    return carriedOut;
  };
  return { scan, ...state, clear: () => show({ waiting: "", alarm: null }) };
}

/**
 * The steps of a task, what was said, and the scans that say it.
 * @param {Step[]} steps in order @param {{first?: Said, finish: (said: Said) => Promise<Outcome>}} task `first`: what is known from the start
 */
export function useFlow(steps, { first = {}, finish }) {
  const [said, show] = useState(first);
  const [notice, tell] = useState("");
  const now = useRef(said);
  const latest = useRef({ steps, finish });
  const beginning = useRef(first);
  latest.current = { steps, finish };
  const nextOf = (/** @type {Said} */ then) => latest.current.steps.find((/** @type {Step} */ step) => !step.done(then)) ?? null;
  const keep = (/** @type {Said} */ then) => {
    now.current = then;
    show(then);
  };
  /**
   * Add what a person said; the last answer carries the task out.
   * @param {Said} part
   */
  const answer = async (part) => {
    const then = { ...now.current, ...part };
    if (nextOf(then)) {
      tell("");
      keep(then);
      return;
    }
    const outcome = await latest.current.finish(then);
    beginning.current = outcome.next ?? {};
    tell(outcome.words);
    keep(beginning.current);
  };
  const codes = useCodes(async (code) => {
    const step = nextOf(now.current);
    if (step) await answer(await step.take(code, now.current));
  });
  const step = nextOf(said);
  const undoable = steps.filter((one) => one !== step && one.fields.some((field) => field in said && !(field in beginning.current)));
  const before = undoable.at(-1);
  const back = () => {
    const without = { ...now.current };
    before?.fields.filter((field) => !(field in beginning.current)).forEach((field) => delete without[field]);
    codes.clear();
    tell("");
    keep(without);
  };
  return { said, step, answer, back: before ? back : null, notice, tell, ...codes };
}
