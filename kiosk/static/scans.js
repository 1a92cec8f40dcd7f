/** Scans of this screen on their way to the box: one after the other, each counted once, none forgotten in silence. */
import { Refusal } from "./api.js";
import { isUp } from "./live.js";
import { NOT_ALARMING } from "./scanners.js";
import { useTelling } from "./telling.js";
import { useMemo, useReducer } from "./vendor/preact-hooks.js";
import { words } from "./words.js";

const text = await words("alarm");

/** Scans in order; `waiting` is the code the box has not answered yet, `trouble` why the last one was not counted, `notice` what
 * else the box said of it. */
class ScanQueue {
  waiting = "";
  /** @type {import("./shapes.js").Alarm | null} */
  trouble = null;
  notice = "";
  /** @type {Promise<void>} */
  #last = Promise.resolve();

  /** @param {() => void} changed */
  constructor(changed) {
    this.changed = changed;
  }

  /** @param {string} code @param {(code: string) => Promise<void>} send */
  add(code, send) {
    if (this.waiting && isUp() === false) {
      // The picker would walk on without seeing what became of the scan before.
      this.trouble = { kind: "other", message: text.notSent, code };
      this.changed();
      return;
    }
    this.#last = this.#last.then(() => this.#send(code, send));
  }

  /**
   * @param {string} code
   * @param {(code: string) => Promise<void>} send
   */
  async #send(code, send) {
    this.waiting = code;
    this.changed();
    try {
      await send(code);
      this.trouble = null;
    } catch (error) {
      this.trouble = { kind: error.code, message: error.message, code };
    }
    this.waiting = "";
    this.changed();
  }

  clear() {
    this.trouble = null;
    this.notice = "";
    this.changed();
  }
}

/**
 * Scans posted to a path; what the box answers is handed on.
 * @param {string} path @param {(answer: any) => void} answered @param {{device?: string}} [as]
 */
export function useScans(path, answered, as) {
  const [, changed] = useReducer((count) => count + 1, 0);
  const queue = useMemo(() => new ScanQueue(() => changed(undefined)), []);
  const telling = useTelling();
  /** @param {string} code @param {object} [more] fields of the request besides the code */
  const scan = (code, more = {}) => {
    // The same code may be the scan that went unanswered or the next unit's: what counts is seen once the box has answered.
    if (telling.missing) telling.again();
    else if (code.trim()) queue.add(code.trim(), async (words) => hear(await telling.tell(path, { code: words, ...more }, as)));
  };
  const hear = (/** @type {any} */ answer) => {
    if (answer.outcome === "check_failed") throw new Refusal(200, { code: "rejected", message: answer.message, details: {} });
    // The label of a station, a badge, the check code: said of the scanner, and nothing of the walk or the check.
    queue.notice = NOT_ALARMING.includes(answer.outcome) ? answer.message : "";
    if (!queue.notice) answered(answer);
  };
  return { scan, telling, waiting: queue.waiting, trouble: queue.trouble, notice: queue.notice, clear: () => queue.clear() };
}
