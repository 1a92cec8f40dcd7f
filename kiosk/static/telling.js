/** Telling the box what may count only once: while an answer is missing nothing else is told, and asking again sends the same command. */
import { post, Unreachable } from "./api.js";
import { forget, keep, leftOpen } from "./left_open.js";
import { newId } from "./new_id.js";
import { useMemo, useReducer } from "./vendor/preact-hooks.js";
import { words } from "./words.js";

const text = await words("unanswered");

/**
 * Whether an error leaves open what became of a command that went unanswered before: the box said nothing, or said no before it looked at it.
 * @param {any} error
 */
function leavesOpen(error) {
  return error instanceof Unreachable || error.passes || [401, 403, 500].includes(error.status);
}

/** @typedef {(path: string, body?: object, as?: {device?: string}) => Promise<any>} Tell */

/**
 * What a screen tells. `missing` says why the answer is missing, empty while none is; `asking` that it is being asked for; `left` is a command
 * of a page before that is asked for.
 */
class Telling {
  missing = "";
  asking = false;
  /** @type {import("./left_open.js").Told | null} */
  left = null;
  /** @type {((answered: boolean) => void)[]} */
  #waiting = [];
  #sendAgain = () => {};

  /** @param {() => void} changed */
  constructor(changed) {
    this.changed = changed;
  }

  /**
   * The box's answer, however often a person has to ask for it. Rejects with Refusal.
   * @param {string} path @param {object} [body] @param {{device?: string}} [as] @returns {Promise<any>}
   */
  tell = (path, body = {}, as = {}) => {
    const told = { path, body, as: { ...as, id: newId() } };
    keep(told);
    return this.#carryOut(told, false);
  };

  /**
   * Ask for what a page before left open, where there is such a thing.
   * @returns {Promise<string>} what it was, once the box has said that it is carried out
   */
  takeUp = async () => {
    const left = leftOpen();
    if (!left) return "";
    this.left = left;
    const what = Object.values(left.body).filter((part) => part && part !== true).join(" · ");
    await this.#person(text.left(what));
    await this.#carryOut(left, true);
    return what;
  };

  /** Ask no more for what a page before left open: somebody has looked. */
  giveUp = () => {
    if (this.left) this.#settle(this.left);
  };

  /** Ask for the missing answer; resolves to whether it is there now. */
  again = () => {
    const outcome = this.#next();
    if (!this.asking) {
      this.asking = true;
      this.changed();
      this.#sendAgain();
    }
    return outcome;
  };

  /**
   * @param {import("./left_open.js").Told} told @param {boolean} open whether it may have been carried out already @returns {Promise<any>}
   */
  async #carryOut(told, open) {
    for (;;) {
      try {
        const answer = await post(told.path, told.body, told.as);
        this.#settle(told);
        return answer;
      } catch (error) {
        // Whatever it was, it may have been carried out: only the box can say, and only under this id.
        open ||= error instanceof Unreachable || error.unheard || error.status === 500;
        if (!open || !leavesOpen(error)) {
          this.#settle(told);
          throw error;
        }
        await this.#person(error.message);
      }
    }
  }

  /** @param {import("./left_open.js").Told} told */
  #settle(told) {
    forget(told.as.id);
    this.left = null;
    this.missing = "";
    this.asking = false;
    this.changed();
    this.#heard(true);
  }

  /** Resolves to false once the answer to what is told next, or being told, is missing. @returns {Promise<boolean>} */
  lost() {
    return new Promise((resolve) => {
      this.#next().then((answered) => answered || resolve(false));
    });
  }

  /** @param {string} why @returns {Promise<void>} until a person asks again */
  #person(why) {
    this.missing = why;
    this.asking = false;
    this.changed();
    const asked = new Promise((resolve) => {
      this.#sendAgain = () => resolve(undefined);
    });
    this.#heard(false);
    return asked;
  }

  /** @returns {Promise<boolean>} */
  #next() {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** @param {boolean} answered */
  #heard(answered) {
    this.#waiting.splice(0).forEach((resolve) => resolve(answered));
  }
}

/** What this screen, or this form, tells the box: one command at a time. */
export function useTelling() {
  const [, changed] = useReducer((count) => count + 1, 0);
  return useMemo(() => new Telling(() => changed(undefined)), []);
}
