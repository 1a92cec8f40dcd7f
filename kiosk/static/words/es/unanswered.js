/** @type {typeof import("../en/unanswered.js").default} */
export default {
  notKnown: "No se sabe si está hecho. No empiece de nuevo: pregunte otra vez, cuenta una sola vez.",
  again: "Preguntar otra vez",
  left: (what) => `La caja nunca contestó a lo anterior: ${what}.`,
  booked: (what) => `${what}: está anotado, una vez.`,
  giveUp: "Lo he comprobado: no preguntar",
};
