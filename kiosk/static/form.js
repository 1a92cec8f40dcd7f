/** What people do in a form. */

/**
 * Hands on what was typed or chosen.
 * @param {(words: string) => void} take
 */
export function typed(take) {
  return (/** @type {Event} */ event) => take(/** @type {HTMLInputElement | HTMLSelectElement} */ (event.currentTarget).value);
}

/**
 * Does something when the form is sent; the page stays.
 * @param {() => void} work
 */
export function sent(work) {
  return (/** @type {Event} */ event) => {
    event.preventDefault();
    work();
  };
}
