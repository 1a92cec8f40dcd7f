/** The first screen. */
import { choosing, counting } from "../../counted.js";

const counted = counting("en");
const form = choosing("en");

export default {
  pick: "Pick",
  pack: "Pack",
  ship: "Ship",
  orders: "Orders",
  ready: (/** @type {number} */ n) => `${form(n, "order", "orders")} ready`,
  waiting: (/** @type {number} */ n) => `${form(n, "tote", "totes")} waiting`,
  packed: (/** @type {number} */ n) => `${form(n, "parcel", "parcels")} packed`,
  attention: (/** @type {number} */ n) => `${form(n, "needs", "need")} a person`,
  language: "Language",
  devices: "Devices",
  labels: "Print labels",
  lightsOut: (/** @type {number} */ n) => `${counted(n, "light")} not answering`,
  ledger: "Ledger",
  well: (/** @type {boolean} */ ledger, /** @type {number} */ n) => `${ledger ? "Ledger and " : ""}${counted(n, "device")} well`,
  ill: (/** @type {number} */ n) => `${counted(n, "device")} in trouble`,
  late: (/** @type {number} */ n) => `${counted(n, "late scan")} to confirm`,
};
