/** The station's own scanner goes on while the screen still tells of the check before. */
import { onEvent } from "../live.js";
import { useResource } from "../resource.js";
import { useEffect, useRef } from "../vendor/preact-hooks.js";

/**
 * Calls `began` when somebody works at the station's check; one that was put aside and waits is no reason to.
 * @param {string} station @param {() => void} began
 */
export function useNextCheck(station, began) {
  const stations = useResource("/stations", ["pack_check"]);
  const worked = useRef(/** @type {Set<number | string>} */ (new Set()));
  /** @type {import("../shapes.js").Station[]} */
  const known = stations.data?.stations ?? [];
  const open = known.find((entry) => entry.station === station)?.pack_check;
  useEffect(() => onEvent(({ topic, subject }) => topic === "pack_check" && worked.current.add(subject)), []);
  useEffect(() => {
    if (open && worked.current.has(open)) began();
  });
}
