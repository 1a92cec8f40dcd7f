import { choosing, counting } from "../../counted.js";

const counted = counting("es");
const form = choosing("es");

/** @type {typeof import("../en/ship.js").default} */
export default {
  title: "Enviar",
  carrier: "Transportista",
  tracking: "Número de seguimiento",
  save: "Guardar",
  saved: "Guardado",
  sample: "Etiqueta de muestra",
  close: (n) => `Cerrar lote de ${counted(n, "paquete")}`,
  noneTracked: "Cerrar lote",
  summary: (ready, all) => `${ready} de ${counted(all, "paquete")} con número de seguimiento`,
  none: "No espera ningún paquete.",
  batch: (batch) => `Lote ${batch}`,
  shipped: (n) => `${counted(n, "pedido")} ${form(n, "enviado", "enviados")}`,
  left: "No enviados",
  batches: "Últimos lotes",
  shipments: (n) => counted(n, "paquete"),
  anyService: "cualquier servicio",
};
