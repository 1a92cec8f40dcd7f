import { counting } from "../../counted.js";

const counted = counting("es");

/** @type {typeof import("../en/walk_end.js").default} */
export default {
  of: (done, stops) => `${done} de ${counted(stops, "parada")}`,
  by: (operator) => `de ${operator}`,
  resumeHere: "Continuar aquí",
  pausedTitle: "Este recorrido está en pausa",
  pausedHint: "Se guarda tal como está. Continuar aquí o en otra pantalla.",
  abandon: "Devolver este recorrido",
  allDone: "Todas las paradas hechas",
  finish: "Terminar recorrido",
  finished: "Recorrido terminado",
  abandoned: "Este recorrido se ha devuelto. Lo que queda lo pueden recoger otros.",
  toPacking: "Llevar estas cubetas a embalar",
  setAside: (state) => `${state}: apartarla`,
  next: "Siguiente recorrido",
};
