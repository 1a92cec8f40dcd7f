/** A box without an owner is set up first. */
import { useEffect } from "../vendor/preact-hooks.js";

/** Leads to the setup, as soon as the box has it. */
export function Begin() {
  useEffect(() => {
    fetch("/setup").then(({ ok }) => ok && location.replace("/setup"), () => {});
  }, []);
  return null;
}
