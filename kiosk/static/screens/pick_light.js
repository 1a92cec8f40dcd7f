/** The light at the bin, where there is one. */
import { html } from "../html.js";
import { useResource } from "../resource.js";
import { useEffect } from "../vendor/preact-hooks.js";
import { words } from "../words.js";

const text = await words("pick_hands");

// How long after a scan a light may still be that of the bin before.
const LIGHT_MS = 200;

/**
 * Which colour shines at the bin, so that pickers who walk at the same time find theirs.
 * @param {{session: number, bin: string, tell: (detail: string) => void}} props `tell` hears what the light has to say besides
 */
export function Light({ session, bin, tell }) {
  const light = useLight(session, bin);
  const detail = light?.state === "shining" ? light.detail : "";
  useEffect(() => tell(detail), [detail]);
  if (light?.state === "not_answering") return html`<span class="light out" role="status">${text.lightOut}</span>`;
  if (light?.state !== "shining") return null;
  return html`<span class="light"><span class=${`lamp ${light.colour}`} aria-hidden="true"></span>${text.light(light.colour)}</span>`;
}

/**
 * It follows the walk a moment later.
 * @param {number} session @param {string} bin @returns {import("../shapes.js").Light | null}
 */
function useLight(session, bin) {
  const light = useResource(`/pick-sessions/${session}/light`, ["pick_session", "lights"]);
  /** @type {import("../shapes.js").Light | null} */
  const told = light.data;
  useEffect(() => {
    if (!told || told.light === bin) return undefined;
    const timer = setTimeout(light.refresh, LIGHT_MS);
    return () => clearTimeout(timer);
  }, [told, bin]);
  return told?.light === bin ? told : null;
}
