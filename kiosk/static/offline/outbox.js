/**
 * What people said on this device on its way to the box: kept first, then sent in order, one at a time, until it is answered.
 *
 * One tab sends at a time, the one in which something was said last. Should two do so after all, nothing is doubled: the box knows what it hears by its id, and answers it alike.
 */
import { Refusal, tell, Unreachable } from "../api.js";
import { onEvent } from "../live.js";
import { newId } from "../new_id.js";
import { allKept, claim, forget, keep, settle } from "./store.js";
import { answered } from "./walk_model.js";

/** @typedef {import("./store.js").Entry} Entry */
/**
 * @typedef {{entry: Entry, answer: any, refusal: Refusal | null, advance: (walk: any) => any, walk: any, shown: boolean}} Settled what became
 *   of an entry, what that does to a walk, the walk after it where it is kept, and whether the screen had shown what was foretold
 */

// A box that takes longer than this is out of reach as far as the person can see.
const SLOW_MS = 1_500;
const AGAIN_AFTER_MS = [300, 700, 1_500, 3_000];
// Trouble of the box's own with one thing must not keep back all that follows.
const MOST_FAULTS = 5;
const TAKEN = ["bin", "item", "short", "other_bin", "later", "empty"];

/** What the screens show of it. */
export const outbox = {
  /** @type {Entry[]} */
  entries: [],
  /** @type {import("./store.js").Differing[]} */
  differing: [],
  /** Whether the box did not answer something; until everything is answered. */
  alone: false,
  /** @type {Refusal | null} why the box takes nothing from this device just now, as when nobody is signed in or its disk is full */
  gate: null,
};

/** @type {Set<() => void>} */
const watchers = new Set();
/** @type {Map<number, (settled: Settled | null) => void>} */
const takers = new Map();
const tries = new Map();
const tab = thisTab();
const tabs = new BroadcastChannel("pmpd.outbox");
tabs.onmessage = async () => {
  await look();
  takers.forEach((taker) => taker(null));
  send();
};
onEvent(() => outbox.alone && send());
addEventListener("online", () => outbox.entries.length && send());
let sending = false;
let again = false;
let wake = () => {};

/** Resolves when it is known what this device kept over the last reload. */
export const ready = look().then(
  () => {
    outbox.alone = outbox.entries.length > 0;
    send();
  },
  () => {}, // a browser that keeps nothing says so at the first scan
);

/** A name that stays with this tab when it is loaded again. */
function thisTab() {
  try {
    return (sessionStorage["pmpd.tab"] ??= newId());
  } catch {
    return newId();
  }
}

/** @param {() => void} watcher called when what the screens show of it may have changed @returns {() => void} stops that */
export function watch(watcher) {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/**
 * What waits of one walk.
 * @param {number} session @returns {Entry[]}
 */
export function waitingOf(session) {
  return outbox.entries.filter((entry) => entry.session === session);
}

/**
 * Show what becomes of a walk's entries.
 * @param {number} session @param {(settled: Settled | null) => void} taker null says that another tab has gone on with it
 * @returns {() => void} stops it
 */
export function onSettled(session, taker) {
  takers.set(session, taker);
  return () => takers.delete(session);
}

/**
 * Say something to the box; resolves when it is kept. Rejects when this device can keep nothing.
 * @param {Entry} entry
 */
export async function say(entry) {
  const key = await keep(entry, tab);
  outbox.entries = [...outbox.entries, { ...entry, key }];
  changed();
  tabs.postMessage("");
  send();
}

/**
 * Somebody has seen what these came to.
 * @param {string[]} ids
 */
export async function acknowledge(ids) {
  await forget(ids);
  await look();
  tabs.postMessage("");
}

async function look() {
  [outbox.entries, outbox.differing] = await allKept();
  changed();
}

function changed() {
  watchers.forEach((watcher) => watcher());
}

/** Send all that waits. Called while that is under way, it goes on at once. */
async function send() {
  again = true;
  wake();
  if (sending) return;
  sending = true;
  let failures = 0;
  try {
    while (again || outbox.entries.length) {
      again = false;
      const { ours, entries } = await claim(tab);
      outbox.entries = entries;
      const answered = ours && entries.length > 0 && (await deliver(entries[0]));
      failures = answered ? 0 : failures + 1;
      if (failures > 2 && entries.length) leaveAlone();
      if (!answered && entries.length) await pause(AGAIN_AFTER_MS[Math.min(failures, AGAIN_AFTER_MS.length) - 1]);
    }
    outbox.alone = false;
    outbox.gate = null;
  } finally {
    sending = false;
    changed();
  }
}

/** @param {number} ms at most; something new, or a sign of the box, ends it */
function pause(ms) {
  return new Promise((resolve) => {
    wake = () => resolve(undefined);
    setTimeout(wake, ms);
  });
}

/**
 * Send something once.
 * @param {Entry} entry @returns {Promise<boolean>} whether it is answered
 */
async function deliver(entry) {
  const slow = setTimeout(leaveAlone, SLOW_MS);
  tries.set(entry.id, (tries.get(entry.id) ?? 0) + 1);
  try {
    await conclude(entry, await tell(entry.path, entry.body, entry), null);
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof Unreachable)) throw error;
    if (error instanceof Unreachable || waits(entry, error)) {
      outbox.gate = error instanceof Refusal ? error : null;
      leaveAlone();
      return false;
    }
    await conclude(entry, null, error);
  } finally {
    clearTimeout(slow);
  }
  return true;
}

function leaveAlone() {
  outbox.alone = true;
  changed();
}

/**
 * Whether a refusal is of the moment, and says nothing of the thing itself.
 * @param {Entry} entry @param {Refusal} refusal
 */
function waits(entry, { status }) {
  return [401, 403, 408, 429, 503].includes(status) || (status >= 500 && tries.get(entry.id) < MOST_FAULTS);
}

/** @param {Entry} entry @param {any} answer @param {Refusal | null} refusal */
async function conclude(entry, answer, refusal) {
  const shown = outbox.alone;
  // What is said again is answered as it was the first time: the view in that may be old.
  const view = shown || tries.get(entry.id) > 1 ? null : answer;
  const heard = answer?.session === entry.session;
  const advance = (/** @type {any} */ walk) => (heard ? { ...walk, ...answered(walk, entry, view) } : walk);
  const differing = shown || !takers.has(entry.session) ? difference(entry, answer, refusal) : null;
  const settled = await settle(entry, advance, differing);
  tries.delete(entry.id);
  outbox.entries = outbox.entries.filter(({ id }) => id !== entry.id);
  if (differing) await look();
  tabs.postMessage("");
  if (settled) takers.get(entry.session)?.({ entry, answer, refusal, advance, walk: settled.walk, shown });
}

/**
 * What a person must know who saw what was foretold; null where that came true.
 * @param {Entry} entry @param {any} answer @param {Refusal | null} refusal
 */
function difference({ id, session, verb, body, at_ms, foretold }, answer, refusal) {
  const counted = !refusal && TAKEN.includes(answer.outcome ?? verb);
  const asShown = foretold === "cant_tell" ? !refusal : counted === TAKEN.includes(foretold);
  const { code = "", bin = "", tote = "" } = body;
  return asShown ? null : { id, session, at_ms, verb, code, bin, tote, counted, message: refusal?.message ?? answer.alarm?.message ?? "" };
}
