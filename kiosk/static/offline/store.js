/**
 * What this device keeps over reloads: what waits for the box, in order; what was not counted, until somebody has seen it; and the walks
 * it knows. IndexedDB works on plain HTTP too.
 */

/**
 * @typedef {{key?: number, id: string, session: number, verb: string, path: string, body: any, device: string, operator: string,
 *   at_ms: number, foretold: string}} Entry something said to the box; `key` is its place in the order, `foretold` what the screen showed
 * @typedef {{id: string, session: number, at_ms: number, verb: string, code: string, bin: string, tote: string, counted: boolean, message: string}}
 *   Differing what became of an entry, where that is not what the screen had shown
 * @typedef {import("./walk_model.js").Walk & {read_ms: number}} KeptWalk `read_ms` is by this device's clock
 */

const NAME = "pmpd";
const STORES = ["outbox", "differing", "walks", "lease"];
// Longer than a request may take: while one is under way nobody else sends.
const LEASE_MS = 10_000;
const SENDING = "sending";

/** @type {Promise<IDBDatabase> | null} */
let opened = null;

/** @returns {Promise<IDBDatabase>} */
function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("outbox", { keyPath: "key", autoIncrement: true });
      request.result.createObjectStore("differing", { keyPath: "id" });
      request.result.createObjectStore("walks", { keyPath: "session" });
      request.result.createObjectStore("lease", { keyPath: "of" });
    };
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      request.result.onclose = () => (opened = null); // the browser threw its data away
      resolve(request.result);
    };
  });
  opened.catch(() => (opened = null));
  return opened;
}

/**
 * Do something in one transaction. It is kept whatever becomes of the page; when `strict`, whatever becomes of the device.
 * @template T
 * @param {IDBTransactionMode} mode @param {(store: (name: string) => IDBObjectStore) => Promise<T>} work
 * @param {IDBTransactionDurability} [durability] @returns {Promise<T>}
 */
async function within(mode, work, durability = "relaxed") {
  const transaction = (await open()).transaction(STORES, mode, { durability });
  const ended = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
  const said = await work((name) => transaction.objectStore(name));
  await ended;
  return said;
}

/** @param {IDBRequest} request @returns {Promise<any>} */
function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * What waits for the box in its order, and what has become of other things than was shown.
 * @returns {Promise<[Entry[], Differing[]]>}
 */
export function allKept() {
  return within("readonly", async (store) => [await done(store("outbox").getAll()), await done(store("differing").getAll())]);
}

/**
 * Put something behind all that waits; the tab in which it was said is the one that sends.
 * @param {Entry} entry @param {string} tab @returns {Promise<number>} its key
 */
export function keep(entry, tab) {
  return within(
    "readwrite",
    (store) => {
      store("lease").put(leaseOf(tab));
      return done(store("outbox").add(entry));
    },
    "strict",
  );
}

/**
 * Take or keep the turn to send what waits, which one tab of this device has at a time.
 * @param {string} tab @returns {Promise<{ours: boolean, entries: Entry[]}>} whether this tab has it, and what waits
 */
export function claim(tab) {
  return within("readwrite", async (store) => {
    const entries = await done(store("outbox").getAll());
    const lease = await done(store("lease").get(SENDING));
    const ours = !lease || lease.tab === tab || lease.until_ms < Date.now();
    if (ours && entries.length) store("lease").put(leaseOf(tab));
    return { ours, entries };
  });
}

/** @param {string} tab */
function leaseOf(tab) {
  return { of: SENDING, tab, until_ms: Date.now() + LEASE_MS };
}

/**
 * The box has answered: it waits no more, its walk goes on, and what differs is remembered; all three or nothing.
 * @param {Entry} entry @param {(walk: KeptWalk) => KeptWalk} advance @param {Differing | null} differing
 * @returns {Promise<{walk: KeptWalk | null} | null>} the walk after it; null when another tab was quicker
 */
export function settle(entry, advance, differing) {
  return within("readwrite", async (store) => {
    const key = /** @type {number} */ (entry.key);
    if (!(await done(store("outbox").get(key)))) return null;
    store("outbox").delete(key);
    if (differing) store("differing").put(differing);
    let walk = (await done(store("walks").get(entry.session))) ?? null;
    if (walk) store("walks").put((walk = advance(walk)));
    return { walk };
  });
}

/**
 * People have seen what these came to.
 * @param {string[]} ids @returns {Promise<void>}
 */
export function forget(ids) {
  return within("readwrite", async (store) => ids.forEach((id) => store("differing").delete(id)));
}

/** @param {number} session @returns {Promise<KeptWalk | undefined>} */
export function keptWalk(session) {
  return within("readonly", (store) => done(store("walks").get(session)));
}

/**
 * Remember a walk as the box has just told it, or forget one that is over. While something of it waits, the reading may hold half of that.
 * @param {KeptWalk} walk @returns {Promise<void>}
 */
export function keepWalk(walk) {
  return within("readwrite", async (store) => {
    const waiting = await done(store("outbox").getAll());
    if (waiting.some((/** @type {Entry} */ { session }) => session === walk.session)) return;
    if (["open", "paused"].includes(walk.state)) store("walks").put(walk);
    else store("walks").delete(walk.session);
  });
}
