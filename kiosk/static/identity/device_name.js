/** What a device is called until somebody says better. */

/** @param {string} agent as the browser tells of itself @returns {string} empty where it tells nothing of use: the box then says what it was paired as */
export function deviceName(agent) {
  if (/iPhone/.test(agent)) return "iPhone";
  if (/iPad/.test(agent)) return "iPad";
  if (/Android/.test(agent)) return /Mobile/.test(agent) ? "Android phone" : "Android tablet";
  return "";
}
