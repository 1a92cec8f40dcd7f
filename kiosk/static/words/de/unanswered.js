/** @type {typeof import("../en/unanswered.js").default} */
export default {
  notKnown: "Ob es getan ist, ist nicht bekannt. Nicht neu beginnen: noch einmal fragen, es zählt nur einmal.",
  again: "Noch einmal fragen",
  left: (what) => `Die Box hat nie geantwortet auf: ${what}.`,
  booked: (what) => `${what}: ist gebucht, einmal.`,
  giveUp: "Ich habe nachgesehen: nicht fragen",
};
