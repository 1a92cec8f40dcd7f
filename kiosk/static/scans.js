/** Scans of this screen on their way to the box: one after the other, each counted once, none forgotten in silence. */
import { post, Refusal, Unreachable } from "./api.js";
import { isUp } from "./live.js";
import { text } from "./messages.js";
import { useResource } from "./resource.js";
import { useMemo, useReducer, useState } from "./vendor/preact-hooks.js";

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
      this.trouble = { kind: "other", message: text.scan.notSent, code };
      this.changed();
      return;
    }
    this.#last = this.#last.then(() => this.#send(code, send));
  }

  async #send(code, send) {
    this.waiting = code;
    this.changed();
    try {
      await send(code);
      this.trouble = null;
    } catch (error) {
      this.trouble = { kind: error instanceof Unreachable ? "other" : error.code, message: error.message, code };
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
  /** @param {string} code @param {object} [more] fields of the request besides the code */
  const scan = (code, more = {}) => {
    if (code.trim()) queue.add(code.trim(), async (words) => hear(await post(path, { code: words, ...more }, as)));
  };
  const hear = (answer) => {
    if (answer.outcome === "check_failed") throw new Refusal(200, { code: "rejected", message: answer.message, details: {} });
    // The label of a station, a badge, the check code: said of the scanner, and nothing of the walk or the check.
    queue.notice = NOT_ALARMING.includes(answer.outcome) ? answer.message : "";
    if (!queue.notice) answered(answer);
  };
  return { scan, waiting: queue.waiting, trouble: queue.trouble, notice: queue.notice, clear: () => queue.clear() };
}

// What a scanner says besides its scans' fate, and no alarm: whose it is now, that it is set up right, that scans came late.
const NOT_ALARMING = ["bound", "checked", "set_aside", "tried"];

/**
 * The scanners, and the alarm of a hardware scan that reached no walk and no check. What a scanner last said before this screen was
 * opened is old news.
 * @param {(scanner: import("./shapes.js").Scanner) => boolean} ours
 * @returns {{ours: string[], simulated: boolean, sounds: boolean, trouble: any, notice: string, clear: () => void}} the names of ours,
 *   whether any scanner is simulated, whether the box sounds for scans, and what was last said
 */
export function useScanners(ours) {
  const resource = useResource("/scanners", ["scanner", "binding"]);
  const [seen, see] = useState(/** @type {Record<string, string> | null} */ (null));
  /** @type {import("./shapes.js").Scanner[]} */
  const scanners = resource.data?.scanners ?? [];
  const words = Object.fromEntries(scanners.map((scanner) => [scanner.name, scanner.last?.message ? JSON.stringify(scanner.last) : ""]));
  if (resource.data && !seen) see(words);
  const here = scanners.filter(ours);
  const news = seen ? here.find(({ name }) => words[name] && words[name] !== seen[name]) : undefined;
  const last = news?.last;
  const trouble = useMemo(
    () => (last && !NOT_ALARMING.includes(last.outcome) ? { kind: last.outcome, message: last.message, code: "" } : null),
    [news ? words[news.name] : ""],
  );
  return {
    ours: here.map(({ name }) => name),
    simulated: scanners.some((scanner) => scanner.simulated),
    sounds: resource.data?.sounds ?? false,
    trouble,
    notice: last && !trouble && last.outcome !== "set_aside" ? last.message : "",
    clear: () => see(words),
  };
}
