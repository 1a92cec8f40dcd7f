/** Signing in and out. Each is said once: a PIN that was sent twice might count as two wrong ones. */
import { tell } from "../api.js";
import { refreshMe } from "../me.js";
import { newId } from "../new_id.js";

/** @param {{badge: string} | {operator: string, pin: string}} shown @returns {Promise<void>} */
export function signInBy(shown) {
  return change("/sign-in", shown);
}

/** @returns {Promise<void>} */
export function signOut() {
  return change("/sign-out", {});
}

/** @param {string} pin @returns {Promise<void>} */
export function unlock(pin) {
  return change("/unlock", { pin });
}

/** @param {string} path @param {object} body */
async function change(path, body) {
  await tell(path, body, { id: newId() });
  refreshMe();
}
