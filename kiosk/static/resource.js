/** What a screen shows of the box: read once, read again at every event that concerns it, with its age. */
import { get, Unreachable } from "./asking.js";
import { onEvent } from "./live.js";
import { useEffect, useMemo, useReducer } from "./vendor/preact-hooks.js";

const CALM_MS = 50;
// What takes the box long to answer is asked for the less often.
const CALM_SHARE = 2;
const RETRY_MS = 2_000;

/** One path of the API, as it was last read. `current` is false while something newer is known to exist or reading failed. */
export class Resource {
  /** @type {any} what the API answered, null before the first answer */
  data = null;
  /** @type {Error | null} */
  error = null;
  readMs = 0;
  current = false;
  #reading = false;
  #again = false;
  #version = 0;
  #closed = false;

  /** While this is so, nothing is read: it might hold half of what was said meanwhile. Whoever ends it refreshes. */
  held = () => false;

  /** @param {string} path @param {() => void} changed */
  constructor(path, changed) {
    this.path = path;
    this.changed = changed;
  }

  /** Read anew; events that come meanwhile make one more reading, not one each. */
  refresh = async () => {
    this.current = false;
    if (this.data && this.held()) return;
    this.#again = true;
    if (this.#reading) return;
    this.#reading = true;
    while (this.#again && !this.#closed) {
      this.#again = false;
      const startedMs = performance.now();
      await this.#read();
      const calmMs = Math.max(CALM_MS, CALM_SHARE * (performance.now() - startedMs));
      if (this.#again) await new Promise((resolve) => setTimeout(resolve, calmMs));
    }
    this.#reading = false;
  };

  async #read() {
    const version = this.#version;
    try {
      const data = await get(this.path);
      // An answer to a command is newer than what was asked for before it.
      if (version === this.#version && !(this.data && this.held())) this.#take(data);
    } catch (error) {
      this.error = error;
      if (error instanceof Unreachable || error.passes) setTimeout(this.refresh, RETRY_MS);
    }
    if (!this.#closed) this.changed();
  }

  /** @param {any} data */
  #take(data) {
    this.data = data;
    this.error = null;
    this.readMs = performance.now();
    this.current = !this.#again;
  }

  /**
   * Show the answer of a command at once.
   * @param {any} data
   */
  set = (data) => {
    this.#version += 1;
    this.#take(data);
    this.changed();
  };

  /**
   * Show what was read before the page was loaded, until something newer is.
   * @param {any} data @param {number} ageMs
   */
  recall = (data, ageMs) => {
    if (this.data) return;
    this.data = data;
    this.readMs = performance.now() - ageMs;
    this.changed();
  };

  close() {
    this.#closed = true;
  }
}

/**
 * A path of the API, read anew at events of the topics (of one subject only, where given). No path reads nothing.
 * @param {string} path @param {string[]} topics @param {number | string} [subject] @returns {Resource}
 */
export function useResource(path, topics, subject) {
  const [, changed] = useReducer((count) => count + 1, 0);
  const resource = useMemo(() => new Resource(path, () => changed(undefined)), [path]);
  useEffect(() => {
    if (!path) return undefined;
    resource.refresh();
    const stop = onEvent((event) => {
      const ours = topics.includes(event.topic) && (subject === undefined || event.subject === subject);
      if (ours || event.topic === "everything") resource.refresh();
    });
    return () => {
      stop();
      resource.close();
    };
  }, [resource, subject]);
  return resource;
}
