/** One task of stock work: steps in strict order, one prompt at a time; a wrong scan is an alarm until the right thing is scanned. */
import { get, Refusal, Unreachable } from "./api.js";
import { isUp } from "./live.js";
import { useTelling } from "./telling.js";
import { useEffect, useRef, useState } from "./vendor/preact-hooks.js";
import { words } from "./words.js";

const text = await words("stock");
const open = await words("unanswered");

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
 * Why something was not taken, as an alarm.
 * @param {any} error @param {string} code @returns {import("./shapes.js").Alarm}
 */
function alarmOf(error, code) {
  const known = error instanceof Refusal || error instanceof Unreachable;
  const message = known ? error.message : text.failed;
  return { kind: error instanceof Refusal ? error.code : "other", message, code, spoken: message };
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
      alarm = { ...alarmOf(error, code), sounded };
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
  const raise = (/** @type {any} */ error) => show({ waiting: "", alarm: alarmOf(error, "") });
  return { scan, raise, ...state, clear: () => show({ waiting: "", alarm: null }) };
}

/**
 * A flow while its screen asks for no scan: whatever is scanned is wrong, and says nothing of the task.
 * @param {ReturnType<typeof useFlow>} flow
 */
export function resting(flow) {
  return { ...flow, alarm: null, scan: async () => false };
}

/**
 * The steps of a task, what was said, and the scans that say it.
 * @param {Step[]} steps in order @param {{first?: Said, finish: (said: Said, told: import("./telling.js").Tell) => Promise<Outcome>}} task `first`: what is
 *   known from the start; `finish` tells the box by what it is given, so that the task stands still while the answer is missing
 */
export function useFlow(steps, { first = {}, finish }) {
  const [said, show] = useState(first);
  const [notice, tell] = useState("");
  const telling = useTelling();
  const now = useRef(said);
  const carrying = useRef(/** @type {Promise<void> | null} */ (null));
  const saidLast = useRef(/** @type {Said} */ ({}));
  const latest = useRef({ steps, finish });
  const beginning = useRef(first);
  latest.current = { steps, finish };
  const nextOf = (/** @type {Said} */ then) => latest.current.steps.find((/** @type {Step} */ step) => !step.done(then)) ?? null;
  const keep = (/** @type {Said} */ then) => {
    now.current = then;
    show(then);
  };
  const add = async (/** @type {Said} */ part) => {
    const then = { ...now.current, ...part };
    if (nextOf(then)) {
      tell("");
      keep(then);
      return;
    }
    const outcome = await latest.current.finish(then, telling.tell);
    beginning.current = outcome.next ?? {};
    tell(outcome.words);
    keep(beginning.current);
  };
  /**
   * Add what a person said; the last answer carries the task out, once: what is said meanwhile says nothing new.
   * @param {Said} part @returns {Promise<void>}
   */
  const answer = (part) => {
    if (!carrying.current) {
      saidLast.current = part;
      carrying.current = add(part).finally(() => {
        carrying.current = null;
      });
    }
    return carrying.current;
  };
  const codes = useCodes(async (code) => {
    // A button was tapped before: this scan belongs to what comes after.
    await carrying.current?.catch(() => {});
    const step = nextOf(now.current);
    if (step) await answer(await step.take(code, now.current));
  });
  const scan = async (/** @type {string} */ code, sounded = false) => {
    // While an answer is missing, a scan asks for it; it is not taken, since nobody can know what it is meant for.
    if (telling.missing) return telling.again();
    const repeated = carrying.current && Object.values(saidLast.current).includes(code.trim());
    const carriedOut = repeated ? carrying.current?.then(() => true, () => false) : codes.scan(code, sounded);
    return Promise.race([carriedOut, telling.lost()]);
  };
  useEffect(() => {
    telling.takeUp().then((what) => what && tell(open.booked(what)), codes.raise);
  }, []);
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
  // Under an alarm, and until a scan is answered, no button goes on.
  const held = Boolean(codes.alarm || codes.waiting);
  return { said, step, answer, back: before ? back : null, notice, tell, telling, held, ...codes, scan };
}
