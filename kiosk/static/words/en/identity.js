/** Who is it: signing in, PINs, and a device that asks to be let in. */
import { counting } from "../../counted.js";

const counted = counting("en");

export default {
  title: "Who is signed in",
  whoIsIt: "Who are you?",
  scanBadge: "Scan your badge",
  orName: "or tap your name",
  nobody: "Nobody is entered yet. The owner adds people under Settings.",
  badgeOnly: "by badge only",
  /** @type {Record<string, string>} */
  roles: { owner: "Owner", supervisor: "Supervisor", picker: "Picker", packer: "Packer" },
  signIn: "Sign in",
  signOut: "Sign out",
  somebodyElse: "Somebody else",
  settings: "Settings",
  leave: "Close",
  pinOf: (/** @type {string} */ name) => `PIN of ${name}`,
  pinNeeded: "This is done with your PIN. It then counts for five minutes.",
  enter: "OK",
  keys: "Keys",
  erase: "Delete the last digit",
  typed: (/** @type {number} */ n) => `${counted(n, "digit")} typed`,
  tooManyWrong: (/** @type {number} */ seconds) => `Too many wrong PINs. Wait ${counted(seconds, "second")}.`,
  unlockedFor: (/** @type {string} */ clock) => `Your PIN counts for ${clock} more.`,
  notForYou: (/** @type {string} */ name) => `${name} may not do this. Ask a supervisor or the owner.`,
  pairThis: "Pair this device",
  howToPair: "On the box's screen: Settings, Pair a device. Scan the code there with the camera, or type its eight digits here.",
  howToPairHere: "Is this the box's own screen? Give the command pmpd kiosk-link on the box and open the link that it prints. Or type here the eight digits that the owner's phone shows: People, Pair a device.",
  go: "Go",
  waitForYes: "Waiting until somebody says yes on the box's screen",
  saidNo: "Somebody said no on the box's screen. Ask there for a new code.",
  badCode: "This code is wrong, used up or older than five minutes. Make a new one on the box's screen.",
  plain: "Connection without encryption: picking only",
  readAlong: "Whoever is in this network can read along.",
};
