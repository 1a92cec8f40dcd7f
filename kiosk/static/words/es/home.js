import { choosing, counting } from "../../counted.js";

const counted = counting("es");
const form = choosing("es");

/** @type {typeof import("../en/home.js").default} */
export default {
  pick: "Recoger",
  pack: "Embalar",
  ship: "Enviar",
  orders: "Pedidos",
  ready: (n) => form(n, "pedido listo", "pedidos listos"),
  waiting: (n) => form(n, "cubeta espera", "cubetas esperan"),
  packed: (n) => form(n, "paquete listo", "paquetes listos"),
  attention: (n) => `${form(n, "necesita", "necesitan")} a alguien`,
  language: "Idioma",
  devices: "Dispositivos",
  labels: "Imprimir etiquetas",
  lightsOut: (n) => `${counted(n, "luz no responde", "luces no responden")}`,
  ledger: "Libro",
  well: (ledger, n) => `${ledger ? "Libro y " : ""}${counted(n, "dispositivo")} bien`,
  ill: (n) => `${counted(n, "dispositivo")} con fallo`,
  late: (n) => `${counted(n, "lectura tardía", "lecturas tardías")} por confirmar`,
};
