/** Scans of this screen on their way to the box: one after the other, each counted once, none forgotten in silence. */
import { post, Unreachable } from "./api.js";
import { isUp } from "./live.js";
import { text } from "./messages.js";
import { useResource } from "./resource.js";
import { useMemo, useReducer, useRef, useState } from "./vendor/preact-hooks.js";

/** Scans in order; `waiting` is the code the box has not answered yet, `trouble` why the last one was not counted. */
class ScanQueue {
  waiting = "";
  /** @type {import("./shapes.js").Alarm | null} */
  trouble = null;
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
    if (code.trim()) queue.add(code.trim(), async (words) => answered(await post(path, { code: words, ...more }, as)));
  };
  return { scan, waiting: queue.waiting, trouble: queue.trouble, clear: () => queue.clear() };
}

/**
 * The scanners, and the alarm of a hardware scan that reached no walk and no check. What a scanner last said before this screen was
 * opened is old news.
 * @param {(scanner: import("./shapes.js").Scanner) => boolean} ours
 * @returns {{scanners: import("./shapes.js").Scanner[], simulated: boolean, trouble: any, clear: () => void}}
 */
export function useScanners(ours) {
  const resource = useResource("/scanners", ["scanner"]);
  const [seen, see] = useState("");
  const first = useRef(true);
  const scanners = resource.data?.scanners ?? [];
  const last = scanners.find(ours)?.last;
  const words = last?.message ? JSON.stringify(last) : "";
  if (resource.data && first.current) {
    first.current = false;
    if (words) see(words);
  }
  const known = first.current || words === seen;
  const trouble = useMemo(
    () => (known || !words ? null : { kind: last.outcome, message: last.message, code: "" }),
    [known, words],
  );
  return { scanners, simulated: scanners.some((scanner) => scanner.simulated), trouble, clear: () => see(words) };
}
