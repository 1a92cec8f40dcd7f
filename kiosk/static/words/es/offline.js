import { counting } from "../../counted.js";

const counted = counting("es");

/** @type {typeof import("../en/offline.js").default} */
export default {
  waits: (n) => `${counted(n, "lectura")} en este aparato a la espera de la caja.`,
  stopped: "La caja no puede escribir: pedir ayuda.",
  notKept: "Este aparato no ha podido guardar la lectura. Liberar espacio y leer otra vez.",
  alarms: {
    wrong_bin: (code, { bin }) => `Esto es ${code}. Ir a ${bin}.`,
    wrong_item: (code, { sku }) => `${code} es otro artículo. Devolverlo y tomar ${sku}.`,
    not_asked: (code, { bin, sku }) => `${code} no es ${bin} ni ${sku}. Devolverlo y tomar ${sku}.`,
    bin_first: (_, { bin }) => `Leer primero la ubicación ${bin}.`,
    too_many: (_, { sku, quantity, picked }) => `Aquí solo faltan ${quantity - picked} de ${sku}.`,
    unit_missing: (_, { sku, unit }) => `${sku} va por número de serie. Leer su etiqueta; hay que tomar ${unit}.`,
    cant_tell: (code, { sku }) => `Solo la caja sabe qué es ${code}. Leer otro código de ${sku} o esperar a la caja.`,
    nothing_left: () => "Todas las paradas que conoce este aparato están hechas. Esperar a la caja.",
  },
  asked: (code) => `Solo la caja sabe qué es ${code}, y aún no ha respondido. Esperar.`,
  shortKept: "Anotado. Dónde está el resto lo dirá la caja cuando vuelva.",
  done: "Aquí están hechas todas las paradas",
  doneHint: "Guardar las cubetas. Terminar el recorrido cuando vuelva la caja.",
  unknown: "Lo que sigue solo lo sabe la caja",
  unknownHint: "Lo que faltaba puede cambiar el recorrido. Seguir cuando vuelva la caja.",
  differs: (n) => `${counted(n, "lectura")} con otro resultado que el mostrado`,
  counted: "Contado, aunque esta pantalla decía alto. Mirar en la cubeta.",
  notCounted: "No contado.",
  at: (bin, tote) => `en ${bin}${tote && ` para ${tote}`}`,
  verbs: { short: "No está", empty: "Ubicación vacía" },
  seen: "Resuelto",
};
