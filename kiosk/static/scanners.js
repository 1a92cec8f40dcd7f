/** The scanners of the box, and what they last said. */
import { useResource } from "./resource.js";
import { useMemo, useState } from "./vendor/preact-hooks.js";

// What a scanner says besides its scans' fate, and no alarm: whose it is now, that it is set up right, that scans came late.
export const NOT_ALARMING = ["bound", "checked", "set_aside", "tried"];

/**
 * The scanners, and the alarm of a hardware scan that reached no walk and no check. What a scanner last said before this screen was
 * opened is old news.
 * @param {(scanner: import("./shapes.js").Scanner) => boolean} ours
 * @returns {{ours: string[], simulated: boolean, sounds: boolean, trouble: any, notice: string, clear: () => void}} the names of ours,
 *   whether any scanner is simulated, whether the box sounds for scans, and what was last said
 */
export function useScanners(ours) {
  const resource = useResource("/scanners", ["scanner", "binding"]);
  const [seen, see] = useState(/** @type {Record<string, string> | null} */ (null));
  /** @type {import("./shapes.js").Scanner[]} */
  const scanners = resource.data?.scanners ?? [];
  const words = Object.fromEntries(scanners.map((scanner) => [scanner.name, scanner.last?.message ? String(scanner.last_ms) : ""]));
  if (resource.data && !seen) see(words);
  const here = scanners.filter(ours);
  const news = seen ? here.find(({ name }) => words[name] && words[name] !== seen[name]) : undefined;
  const last = news?.last;
  const trouble = useMemo(
    () => (last && !NOT_ALARMING.includes(last.outcome) ? { kind: last.outcome, message: last.message, code: "" } : null),
    [news ? words[news.name] : ""],
  );
  return {
    ours: here.map(({ name }) => name),
    simulated: scanners.some((scanner) => scanner.simulated),
    sounds: resource.data?.sounds ?? false,
    trouble,
    notice: last && !trouble && last.outcome !== "set_aside" ? last.message : "",
    clear: () => see(words),
  };
}
