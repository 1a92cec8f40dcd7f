import { counting } from "../../counted.js";

const counted = counting("de");

/** @type {typeof import("../en/walk_end.js").default} */
export default {
  of: (done, stops) => `${done} von ${counted(stops, "Halt", "Halten")}`,
  by: (operator) => `von ${operator}`,
  resumeHere: "Hier weitermachen",
  pausedTitle: "Diese Runde ist angehalten",
  pausedHint: "Sie bleibt, wie sie ist. Hier oder an einem anderen Gerät weitermachen.",
  abandon: "Runde zurückgeben",
  allDone: "Alle Halte sind erledigt",
  finish: "Runde beenden",
  finished: "Runde beendet",
  abandoned: "Diese Runde wurde zurückgegeben. Den Rest können andere picken.",
  toPacking: "Diese Behälter zum Packen bringen",
  setAside: (state) => `${state}: zur Seite stellen`,
  next: "Nächste Runde",
};
