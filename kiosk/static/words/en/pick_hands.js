/** What hands do on a walk, and what shines there. */
export default {
  light: (/** @type {string} */ colour) => `${colour} light`,
  lightOut: "Its light does not answer",
  notHere: "Not here",
  pause: "Pause",
  why: "Why is it not here?",
  reasons: { out_of_stock: "Bin is empty", damaged: "Damaged", wrong_bin: "Other item in bin" },
  add: (/** @type {number} */ n) => `Count ${n} more`,
  addHint: "The rest is the same: count without scanning",
  minus: "One fewer",
  plus: "One more",
  isEmpty: (/** @type {string} */ bin) => `Is ${bin} empty now?`,
  empty: "Empty",
  notEmpty: "Not empty",
};
