import { choosing, counting } from "../../counted.js";

const counted = counting("es");
const form = choosing("es");

/** @type {typeof import("../en/late.js").default} */
export default {
  came: (n, device) => `${counted(n, "lectura")} de ${device} ${form(n, "llegó", "llegaron")} tarde`,
  ask: (n, device) => `${counted(n, "lectura")} de ${device} ${form(n, "llegó tarde. ¿Cuenta?", "llegaron tarde. ¿Cuentan?")}`,
  hint: "El lector estaba fuera de alcance y las guardó. Nada cuenta hasta que se diga aquí.",
  takeUp: "Contarlas ahora",
  discard: "Descartarlas",
};
