/** A walk that stands still. */
import { counting } from "../../counted.js";

const counted = counting("en");

export default {
  of: (/** @type {number} */ done, /** @type {number} */ stops) => `${done} of ${counted(stops, "stop")}`,
  by: (/** @type {string} */ operator) => `by ${operator}`,
  resumeHere: "Go on here",
  pausedTitle: "This walk is paused",
  pausedHint: "It is kept as it stands. Go on here or on any other screen.",
  abandon: "Give this walk back",
  allDone: "Every stop is done",
  finish: "Finish walk",
  finished: "Walk finished",
  abandoned: "This walk was given back. What is left can be picked by others.",
  toPacking: "Take these totes to packing",
  setAside: (/** @type {string} */ state) => `${state}: set it aside`,
  next: "Next walk",
};
