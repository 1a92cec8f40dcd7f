import { counting } from "../../counted.js";

const counted = counting("es");

/** @type {typeof import("../en/identity.js").default} */
export default {
  title: "Quién ha entrado",
  whoIsIt: "¿Quién es?",
  scanBadge: "Leer la tarjeta",
  orName: "o tocar el nombre",
  nobody: "Aún no hay nadie registrado. El propietario añade personas en Ajustes.",
  badgeOnly: "solo con tarjeta",
  roles: { owner: "Propietario", supervisor: "Encargado", picker: "Preparador", packer: "Embalador" },
  signIn: "Entrar",
  signOut: "Salir",
  somebodyElse: "Otra persona",
  settings: "Ajustes",
  leave: "Cerrar",
  pinOf: (name) => `PIN de ${name}`,
  pinNeeded: "Para esto hace falta el PIN. Después vale cinco minutos.",
  enter: "OK",
  keys: "Teclas",
  erase: "Borrar la última cifra",
  typed: (n) => `${counted(n, "cifra escrita", "cifras escritas")}`,
  tooManyWrong: (seconds) => `Demasiados PIN incorrectos. Esperar ${counted(seconds, "segundo")}.`,
  unlockedFor: (clock) => `El PIN vale aún ${clock}.`,
  notForYou: (name) => `${name} no puede hacer esto. Preguntar al encargado o al propietario.`,
  pairThis: "Emparejar este dispositivo",
  howToPair: "En la pantalla de la caja: Ajustes, Emparejar. Leer allí el código con la cámara o escribir aquí sus ocho cifras.",
  howToPairHere: "¿Es esta la pantalla de la propia caja? Dar en la caja la orden pmpd kiosk-link y abrir el enlace que escribe. O escribir aquí las ocho cifras que muestra el teléfono del propietario: Personas, Emparejar.",
  go: "Seguir",
  waitForYes: "Esperando a que alguien acepte en la pantalla de la caja",
  saidNo: "En la pantalla de la caja se ha rechazado. Pedir allí un código nuevo.",
  badCode: "Este código es incorrecto, está usado o tiene más de cinco minutos. Hacer otro en la pantalla de la caja.",
  plain: "Conexión sin cifrar: solo recogida",
  readAlong: "Quien esté en esta red puede leer lo que se envía.",
};
