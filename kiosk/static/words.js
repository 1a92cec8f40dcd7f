/**
 * What this screen speaks, and its words by room: a screen loads its own rooms only. English is the source; every language has the same
 * shape. The language is what was chosen on this device, else the shop's, else the browser's, else English.
 */
import { remember, settings } from "./settings.js";

/**
 * @typedef {{
 *   alarm: typeof import("./words/en/alarm.js").default,
 *   counts: typeof import("./words/en/counts.js").default,
 *   camera: typeof import("./words/en/camera.js").default,
 *   devices: typeof import("./words/en/devices.js").default,
 *   frame: typeof import("./words/en/frame.js").default,
 *   guide: typeof import("./words/en/guide.js").default,
 *   home: typeof import("./words/en/home.js").default,
 *   identity: typeof import("./words/en/identity.js").default,
 *   labels: typeof import("./words/en/labels.js").default,
 *   late: typeof import("./words/en/late.js").default,
 *   offline: typeof import("./words/en/offline.js").default,
 *   lookup: typeof import("./words/en/lookup.js").default,
 *   order: typeof import("./words/en/order.js").default,
 *   orders: typeof import("./words/en/orders.js").default,
 *   pack: typeof import("./words/en/pack.js").default,
 *   papers: typeof import("./words/en/papers.js").default,
 *   people: typeof import("./words/en/people.js").default,
 *   pick: typeof import("./words/en/pick.js").default,
 *   pick_hands: typeof import("./words/en/pick_hands.js").default,
 *   queues: typeof import("./words/en/queues.js").default,
 *   receiving: typeof import("./words/en/receiving.js").default,
 *   refusals: typeof import("./words/en/refusals.js").default,
 *   returns: typeof import("./words/en/returns.js").default,
 *   scan: typeof import("./words/en/scan.js").default,
 *   ship: typeof import("./words/en/ship.js").default,
 *   states: typeof import("./words/en/states.js").default,
 *   stock: typeof import("./words/en/stock.js").default,
 *   walk_end: typeof import("./words/en/walk_end.js").default,
 *   walks: typeof import("./words/en/walks.js").default,
 *   unanswered: typeof import("./words/en/unanswered.js").default,
 * }} Rooms
 */

const SPOKEN = ["en", "de", "es"];
// For tests: English made long and accented, and the same from right to left. They are asked for in the page's address alone.
const PSEUDO = ["pseudo", "pseudo-rtl"];

/**
 * What this screen is to speak as things stand.
 * @returns {string}
 */
function chosen() {
  const asked = new URLSearchParams(location.search).get("language") ?? "";
  const wanted = [settings().language, settings().shopLanguage, ...navigator.languages.map((known) => known.split("-")[0])];
  return [...SPOKEN, ...PSEUDO].includes(asked) ? asked : (wanted.find((language) => SPOKEN.includes(language)) ?? "en");
}

const current = chosen();
export const isPseudo = PSEUDO.includes(current);
/** Whose words are read: a folder of `words/`. */
export const language = isPseudo ? "en" : current;
/** How times and money are written: the region that the browser prefers in this language. */
export const locale = navigator.languages.find((known) => known.split("-")[0] === language) ?? language;

document.documentElement.lang = language;
document.documentElement.dir = current === "pseudo-rtl" ? "rtl" : "ltr";

/**
 * The box has said what the shop speaks. Every word is read anew then, so the page begins anew.
 * @param {string} spoken
 */
export function heardShopLanguage(spoken) {
  if (spoken === settings().shopLanguage) return;
  remember({ shopLanguage: spoken });
  if (chosen() !== current) location.reload();
}

/**
 * The words of a room in the language of this screen.
 * @template {keyof Rooms} Room
 * @param {Room} room @returns {Promise<Rooms[Room]>}
 */
export async function words(room) {
  const { default: said } = await import(`./words/${language}/${room}.js`);
  return isPseudo ? (await import("./pseudo.js")).pseudo(said) : said;
}
