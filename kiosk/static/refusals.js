/** What the box says when it says no, in the language of this screen. */
import { words } from "./words.js";

const text = await words("refusals");

/** @param {{code: string, details: any}} error @returns {string | undefined} nothing where the code has no translation */
export function translated({ code, details }) {
  const said = text[code];
  return typeof said === "function" ? said(details ?? {}) : said;
}
