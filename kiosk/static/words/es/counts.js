import { counting } from "../../counted.js";

const counted = counting("es");

/** @type {typeof import("../en/counts.js").default} */
export default {
  title: "Recuentos",
  one: "Recuento",
  none: "No hay nada que contar.",
  scanBin: "Escanee una ubicación para que se cuente",
  scanOrTap: "Escanee una ubicación o toque un recuento",
  empty: (bin) => `${bin} está vacía según los libros`,
  scanWhatLies: "Si hay algo, escanéelo",
  notQueued: (bin) => `${bin} no entró en la lista. Escanéela otra vez.`,
  reasons: { asked: "pedido", scheduled: "según plan", short_pick: "faltaba al preparar", zero_check: "no estaba vacío", missing_at_packing: "faltaba al embalar" },
  urgent: "primero",
  by: (operator) => (operator ? `cuenta ${operator}` : "contándose"),
  accuracy: (percent, n) => `Los libros acertaron en el ${percent} % de ${counted(n, "recuento", "recuentos")}.`,
  goTo: "Vaya a la ubicación y escanéela",
  findItem: "Busque este artículo y escanéelo",
  noneHere: "Aquí no hay ninguno",
  howMany: (bin) => `¿Cuántas hay en ${bin}?`,
  blind: "Cuéntelas todas",
  submit: (n) => (n === null ? "Diga cuántas" : `Hay ${n}`),
  cancel: "Abandonar el recuento",
  cancelled: "Este recuento se abandonó",
  movedMeanwhile: "Se movieron unidades mientras contaba",
  whenCounted: (n) => `Ha contado ${n}. ¿Antes o después de eso?`,
  before: "Antes",
  after: "Después",
  right: "Los libros acertaban",
  setRight: (n) => `${Math.abs(n)} ${n > 0 ? "más" : "menos"} que en los libros`,
  counted: (n, sku, bin) => `${n} × ${sku} en ${bin}. Así lo dicen ahora los libros.`,
  lookAtBin: "Ver la ubicación",
  next: (bin) => `Siguiente: ${bin}`,
  backToList: "A la lista",
};
