/** English made long and accented, so that a test sees which words are fixed and which places are too small. */

/** @type {Record<string, string>} */
const ACCENTED = { a: "á", e: "ē", i: "ï", o: "ö", u: "ü", A: "Â", E: "É", I: "Î", O: "Ø", U: "Ü", c: "ç", n: "ñ", s: "š", y: "ÿ" };
// German and its like need a third more room than English; single words, half as much again.
const LONGER = 0.5;

/**
 * Words of a room, and what its functions answer, in the same shape.
 * @template T @param {T} said @returns {T}
 */
export function pseudo(said) {
  return /** @type {T} */ (changed(said));
}

/** @param {any} said @returns {any} */
function changed(said) {
  if (typeof said === "string") return long(said);
  if (typeof said === "function") return (/** @type {any[]} */ ...figures) => long(said(...figures));
  if (Array.isArray(said)) return said.map(changed);
  if (typeof said !== "object") return said;
  return Object.fromEntries(Object.entries(said).map(([name, words]) => [name, changed(words)]));
}

/** @param {string} words @returns {string} */
function long(words) {
  return words.replace(/[a-zA-Z]+/g, (word) => {
    const accented = word.replace(/./g, (letter) => ACCENTED[letter] ?? letter);
    return accented + accented.slice(-1).repeat(Math.ceil(word.length * LONGER));
  });
}
