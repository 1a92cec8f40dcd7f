/** How a walk goes on whether the box is there or not: its word counts, and until it is heard the plan tells what comes next. */
import { isUp } from "../live.js";
import { newId } from "../new_id.js";
import { NOT_ALARMING } from "../scanners.js";
import { settings } from "../settings.js";
import { words } from "../words.js";
import { onSettled, outbox, ready, say, waitingOf, watch } from "./outbox.js";
import { keepWalk, keptWalk } from "./store.js";
import { foretell, inTheWordsOf } from "./walk_model.js";

const text = await words("offline");

/** @typedef {import("./walk_model.js").Walk} Walk */
/** @typedef {import("./store.js").Entry} Entry */

/** One walk on this screen; what the box last told of it is the data of `session`. */
export class Course {
  /** @type {import("../shapes.js").Alarm | null} why the last thing was not counted, where that is no part of the walk */
  trouble = null;
  /** What else was said of the last thing, and what it came to. */
  notice = "";
  outcome = "";
  /** How often the box was heard. */
  answers = 0;
  #taking = "";
  #waited = false;
  /** @type {{walk: Walk, entries: Entry[], view: Walk} | null} */
  #foretold = null;
  #last = Promise.resolve();

  /** @param {any} session the resource of the walk's plan @param {number} number @param {() => void} changed */
  constructor(session, number, changed) {
    this.session = session;
    this.number = number;
    this.changed = changed;
    const stops = [watch(() => this.#lookAgain()), onSettled(number, (settled) => this.#settled(settled))];
    this.close = () => stops.forEach((stop) => stop());
  }

  /** @param {any} session @param {number} number @param {() => void} changed @returns {Promise<Course>} */
  static async open(session, number, changed) {
    await ready;
    const kept = await keptWalk(number).catch(() => null);
    // What is read while something waits may hold half of that, so it is not taken.
    session.held = () => waitingOf(number).length > 0;
    if (kept && session.held()) session.set(kept);
    if (kept) session.recall(kept, Date.now() - kept.read_ms);
    return new Course(session, number, changed);
  }

  get without() {
    return isUp() === false || (outbox.alone && waitingOf(this.number).length > 0);
  }

  /**
   * What the screen shows; the same while nothing has changed.
   * @returns {Walk | null}
   */
  get view() {
    const walk = this.session.data;
    if (!walk || !this.without) return walk;
    const known = this.#foretold;
    const foretold = known && known.walk === walk && known.entries === outbox.entries ? known : { walk, entries: outbox.entries, view: inWords(this.#ahead(walk)) };
    this.#foretold = foretold;
    return foretold.view;
  }

  /** The code that is on its way, while the box is there. */
  get waiting() {
    return this.without ? "" : this.#taking || (waitingOf(this.number)[0]?.body.code ?? "");
  }

  /** Keep what was read for the next time this page is loaded. */
  remember() {
    if (this.session.current) keepWalk({ ...this.session.data, read_ms: Date.now() }).catch(() => {});
  }

  /**
   * Take what a person says, one thing after the other: what is asked for next depends on it.
   * @param {string} verb @param {any} body @returns {Promise<void>} resolves when the box has answered, or is out of reach
   */
  take(verb, body) {
    this.#last = this.#last.then(() => this.#take(verb, body));
    return this.#last.then(() => this.#quiet());
  }

  async #quiet() {
    while (!this.without && waitingOf(this.number).length) {
      await new Promise((resolve) => {
        const stop = watch(() => resolve(stop()));
      });
    }
  }

  /** @param {string} verb @param {any} body */
  async #take(verb, body) {
    if (!this.session.data) return;
    const { code = "" } = body;
    const now = this.#ahead(this.session.data);
    const { outcome } = foretell(now, { verb, body });
    // Alone, only what this device can tell is taken: the picker stands there and wants to know whether to put it into the tote.
    if (outcome === "cant_tell" && (this.without || now.await === "box")) return this.#tell(alarmOf(now, outcome, code));
    this.#taking = code;
    try {
      await say(entryOf(now, verb, body, outcome));
      if (this.without) this.#tell(null, outcome === "short" ? text.shortKept : "", outcome);
    } catch {
      this.#tell({ kind: "other", message: text.notKept, code });
    }
    this.#taking = "";
    this.changed();
  }

  /**
   * Show what the box answered to something else about this walk.
   * @param {any} answer
   */
  hear(answer) {
    this.session.set(inTheWordsOf(this.session.data, answer));
    this.answers += 1;
    this.#tell(null);
  }

  /** @param {import("./outbox.js").Settled | null} settled */
  async #settled(settled) {
    if (!settled) {
      const kept = await keptWalk(this.number).catch(() => null);
      return kept && this.session.held() ? this.session.set(kept) : undefined;
    }
    const { entry, answer, refusal, advance, walk, shown } = settled;
    this.session.set(walk ?? advance(this.session.data));
    if (refusal) this.session.refresh();
    this.answers += 1;
    const { code = "" } = entry.body;
    const { outcome = "", message = "" } = answer ?? {};
    if (refusal) this.#tell(shown ? this.trouble : { kind: refusal.code, message: refusal.message, code });
    else if (outcome === "check_failed") this.#tell({ kind: "rejected", message, code });
    else this.#tell(null, NOT_ALARMING.includes(outcome) ? message : "", outcome);
  }

  /** @param {import("../shapes.js").Alarm | null} trouble @param {string} [notice] @param {string} [outcome] */
  #tell(trouble, notice = "", outcome = "") {
    Object.assign(this, { trouble, notice, outcome });
    this.changed();
  }

  #lookAgain() {
    const waits = waitingOf(this.number).length > 0;
    if (this.#waited && !waits) this.session.refresh(); // what was read meanwhile was not taken
    this.#waited = waits;
    this.changed();
  }

  /**
   * The walk after all that waits.
   * @param {Walk} walk @returns {Walk}
   */
  #ahead(walk) {
    return waitingOf(this.number).reduce((after, entry) => foretell(after, entry).walk, walk);
  }
}

/** @param {Walk} walk @param {string} verb @param {any} body @param {string} foretold @returns {Entry} */
function entryOf({ session, zero_check, stop }, verb, body, foretold) {
  const at = verb === "empty" ? { bin: zero_check?.bin } : { bin: stop?.bin, tote: stop?.tote };
  const { device, operator } = settings();
  const path = `/pick-sessions/${session}/${verb}`;
  return { id: newId(), session, verb, path, body: { ...body, ...at }, device, operator, at_ms: Date.now(), foretold };
}

/** @param {Walk} walk @param {string} kind @param {string} code @returns {import("../shapes.js").Alarm} */
function alarmOf(walk, kind, code) {
  const message = walk.asked ? text.asked(walk.asked) : text.alarms[walk.plan[0] ? kind : "nothing_left"](code, walk.plan[0]);
  return { kind, code, message };
}

/**
 * What was foretold, with the words of an alarm that no box has said.
 * @param {Walk} walk @returns {Walk}
 */
function inWords(walk) {
  const { alarm } = walk;
  return alarm && !alarm.message ? { ...walk, alarm: alarmOf(walk, alarm.kind, alarm.code) } : walk;
}
