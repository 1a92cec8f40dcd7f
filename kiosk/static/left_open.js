/** What was told the box of the stock and has no answer yet: kept, so that a page that is left or loaded again can still ask under the same id. */

/** @typedef {{path: string, body: Record<string, any>, as: {id: string, device?: string}}} Told */

const KEPT = "told";
// The rest can be told anew: it has its task or its number, and the box knows what became of that.
const STOCK = "/stock/";

/** @returns {Told[]} */
function all() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
  } catch {
    return [];
  }
}

/** @param {Told[]} told */
function write(told) {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(told));
  } catch {
    // A browser that keeps nothing asks no more once the page is left.
  }
}

/** The first that is still open. @returns {Told | undefined} */
export function leftOpen() {
  return all()[0];
}

/** @param {Told} told */
export function keep(told) {
  if (told.path.startsWith(STOCK)) write([...all(), told]);
}

/** @param {string | undefined} id */
export function forget(id) {
  const told = all();
  const open = told.filter((one) => one.as.id !== id);
  if (open.length < told.length) write(open);
}
