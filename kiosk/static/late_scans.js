/** Scans that a scanner kept while it was out of reach: they count only when a person says so. */
import { useResource } from "./resource.js";

/** @typedef {import("./shapes.js").SetAside} SetAside */

/**
 * The scans that wait for an answer.
 * @returns {import("./resource.js").Resource} of `{scans: SetAside[]}`
 */
export function useLateScans() {
  return useResource("/set-aside", ["set_aside"]);
}

/** @param {SetAside[]} scans @returns {[string, SetAside[]][]} each device with its scans */
export function byDevice(scans) {
  return [...new Set(scans.map((scan) => scan.device))].map((device) => [device, scans.filter((scan) => scan.device === device)]);
}
