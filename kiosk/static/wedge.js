/** A scanner that types: its keys are taken wherever the focus is, so that its Enter never presses a button. */
import { useLayoutEffect, useRef } from "./vendor/preact-hooks.js";

// Scanners type a key every few milliseconds; what is left from longer ago was no scan.
const PAUSE_MS = 500;
const TYPING = "input, textarea, select";

/** @param {(code: string) => void} onCode */
export function useWedge(onCode) {
  const latest = useRef(onCode);
  latest.current = onCode;
  // At once with what is shown: whoever sees a prompt may scan.
  useLayoutEffect(() => {
    let typed = "";
    let lastMs = 0;
    /** @param {KeyboardEvent} event */
    const pressed = (event) => {
      const target = /** @type {Element} */ (event.target);
      if (event.ctrlKey || event.altKey || event.metaKey || target.matches(TYPING)) return;
      if (event.timeStamp - lastMs > PAUSE_MS) typed = "";
      lastMs = event.timeStamp;
      if (event.key === "Enter" && typed) {
        latest.current(typed);
        typed = "";
      } else if (event.key.length === 1 && (event.key !== " " || typed)) {
        typed += event.key;
      } else {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    };
    document.addEventListener("keydown", pressed, true);
    return () => document.removeEventListener("keydown", pressed, true);
  }, []);
}
