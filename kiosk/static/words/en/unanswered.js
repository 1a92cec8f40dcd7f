/** An answer of the box that is missing. */
export default {
  notKnown: "Whether it is done is not known. Do not do it anew: ask again, it counts once.",
  again: "Ask again",
  left: (/** @type {string} */ what) => `The box never answered what was told before: ${what}.`,
  booked: (/** @type {string} */ what) => `${what}: it is booked, once.`,
  giveUp: "I have looked: don't ask",
};
