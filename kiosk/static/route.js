/** Where we are: the part of the address behind the `#`. */
import { useEffect, useState } from "./vendor/preact-hooks.js";

/** @returns {string} as `/pick/3` */
function here() {
  return location.hash.slice(1) || "/";
}

/** The current route, shown anew when it changes. @returns {string} */
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

/** Go on without a way back to here, which is over. @param {string} route */
export function goInstead(route) {
  location.replace(`#${route}`);
}
