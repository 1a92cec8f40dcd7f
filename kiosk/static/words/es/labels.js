import { choosing, counting } from "../../counted.js";

const counted = counting("es");
const form = choosing("es");

/** @type {typeof import("../en/labels.js").default} */
export default {
  title: "Imprimir etiquetas",
  kind: "Para qué son las etiquetas",
  kinds: { item_label: "Artículo", bin_label: "Ubicación", tote_label: "Cubeta", station_label: "Puesto", badge: "Tarjeta" },
  subjects: {
    item_label: "SKU o código: leer o teclear",
    bin_label: "Ubicación: leer o teclear",
    tote_label: "Cubeta: leer o teclear",
    station_label: "Puesto",
    badge: "Nombre en la tarjeta",
  },
  zone: "Una ubicación, o todas las de una zona",
  oneBin: "Una ubicación",
  bins: (zone, n) => `${zone}: ${form(n, "su ubicación", `las ${n} ubicaciones`)}`,
  quantity: "Cuántas de cada una",
  station: "Se imprime en",
  noStation: "Aún no hay puesto de embalaje. El propietario lo crea en la página «Lugares, artículos y existencias».",
  print: (n, station) => `Imprimir ${counted(n, "etiqueta")} en ${station}`,
  preview: "Vista previa",
  previewHint: "Aquí se ve lo que se imprimirá.",
  noPicture: "No hay imagen.",
  progress: "Impreso hasta ahora",
  printed: (n, jobs) => `${n} de ${counted(jobs, "etiqueta")} ${form(n, "impresa", "impresas")}`,
  lost: (n) => `${n} sin imprimir`,
  doubtful: (n) => `${n}: ¿han salido?`,
  stop: (n) => `Parar: no imprimir ${form(n, "la última", `las últimas ${n}`)}`,
};
