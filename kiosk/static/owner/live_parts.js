/** The parts of a page that change by themselves, marked `data-live`: replaced by newer ones, but never under somebody's fingers. */

/** @type {Map<string, string>} how each part was written when it was taken over, since it changes while people open and close things in it */
const written = new Map();

/** @returns {HTMLElement[]} */
const parts = () => [...document.querySelectorAll("[data-live]")].map((part) => /** @type {HTMLElement} */ (part));

const nameOf = (/** @type {HTMLElement} */ part) => `${part.dataset.live}`;

// Forms have a new id each time they are written, which says nothing new.
const textOf = (/** @type {Element} */ part) => part.outerHTML.replace(/name="request" value="[^"]*"/g, "");

parts().forEach((part) => written.set(nameOf(part), textOf(part)));

/**
 * Whether somebody has typed or chosen something there, or is about to.
 * @param {Document | Element} where @returns {boolean}
 */
export function keepsTyping(where) {
  return [...where.querySelectorAll("input:not([type=hidden]), select")].some((field) => {
    if (field === document.activeElement) return true;
    if (field instanceof HTMLSelectElement) return field.selectedIndex !== Math.max(0, [...field.options].findIndex((one) => one.defaultSelected));
    const input = /** @type {HTMLInputElement} */ (field);
    return input.value !== input.defaultValue || input.checked !== input.defaultChecked;
  });
}

/**
 * Take over what is newer in a page that was read anew; what is open stays open, and where one was one stays.
 * @param {Document} fresh @returns {boolean} whether everything was taken over
 */
export function replaceParts(fresh) {
  const left = parts().filter((now) => {
    const next = fresh.querySelector(`[data-live="${nameOf(now)}"]`);
    if (!next || textOf(next) === written.get(nameOf(now))) return false;
    if (keepsTyping(now)) return true;
    written.set(nameOf(now), textOf(next));
    replace(now, next);
    return false;
  });
  return left.length === 0;
}

/** @param {Element} now @param {Element} next */
function replace(now, next) {
  const where = (/** @type {Element | null | undefined} */ one) => next.querySelector(`[data-kept="${CSS.escape(one?.getAttribute("data-kept") ?? "")}"]`);
  now.querySelectorAll("details[data-kept][open]").forEach((one) => where(one)?.setAttribute("open", ""));
  const focused = now.contains(document.activeElement) ? document.activeElement : null;
  const link = focused?.getAttribute("href");
  const again = link ? next.querySelector(`[href="${link}"]`) : where(focused?.closest("[data-kept]"))?.querySelector("summary, button");
  now.replaceWith(next);
  if (focused && again instanceof HTMLElement) again.focus();
}
