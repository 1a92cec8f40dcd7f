/** Where we are: the part of the address behind the `#`, and which screen that is. The modules of a screen are fetched when it is opened. */
import { useEffect, useState } from "./vendor/preact-hooks.js";
import { words } from "./words.js";

/** @typedef {(props: {words: string[]}) => any} Screen `words` are the changing parts of the address */
/** @typedef {[RegExp, () => Promise<Screen>][]} Table */

/** @type {Table} what a picker opens; every other screen stands in a table that is fetched with the first of them */
const OF_PICKERS = [
  [/^\/$/, () => import("./screens/home.js").then(({ Home }) => Home)],
  [/^\/pick$/, () => import("./screens/pick_start.js").then(({ PickStart }) => PickStart)],
  // All at once: on a slow network each module that is named only by the one before costs another wait.
  [/^\/pick\/(\d+)$/, () => Promise.all([import("./screens/pick.js"), import("./wedge.js"), words("pick")]).then(([{ Pick }]) => Pick)],
];

/** @returns {string} as `/pick/3` */
export function here() {
  return location.hash.slice(1) || "/";
}

/**
 * The current route, shown anew when it changes.
 * @returns {string}
 */
export function useRoute() {
  const [route, show] = useState(here());
  useEffect(() => {
    const changed = () => show(here());
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  return route;
}

/** @param {string} route */
export function go(route) {
  location.hash = route;
}

/**
 * Go on without a way back to here, which is over.
 * @param {string} route
 */
export function goInstead(route) {
  location.replace(`#${route}`);
}

/**
 * @param {string} route as `/pick/3`
 * @returns {Promise<{screen: Screen, words: string[]} | null>} null where there is no such screen; rejects when its modules can't be fetched
 */
export async function openScreen(route) {
  const found = among(OF_PICKERS, route) ?? among((await import("./other_screens.js")).SCREENS, route);
  return found && { screen: await found.open(), words: found.words };
}

/**
 * @param {Table} table
 * @param {string} route
 */
function among(table, route) {
  for (const [shape, open] of table) {
    const found = shape.exec(route);
    if (found) return { open, words: found.slice(1).map((part) => part && decodeURIComponent(part)) };
  }
  return null;
}

// The first screen is on its way while the words of the frame are; what fails is told once it is to be shown.
openScreen(here()).catch(() => {});
