/** @type {typeof import("../en/frame.js").default} */
export default {
  product: "pmpd",
  home: "Inicio",
  loading: "Leyendo…",
  retry: "Reintentar",
  back: "Atrás",
  unknownPage: "Esta pantalla no existe.",
  notLoaded: "La pantalla no se ha cargado. La caja no ha respondido.",
  signIn: "Entrar",
  signedIn: (name) => `${name} ha entrado`,
  scan: "Leer o teclear un código",
  sending: (code) => `Enviando ${code}…`,
  connection: {
    unanswered: "La caja no ha respondido. Vale lo que muestre esta pantalla cuando vuelva.",
    lost: "Sin conexión con la caja",
    old: "Lo que se ve puede ser antiguo. Ahora no cuenta ninguna lectura.",
    notKnown: "Sin la caja no se sabe.",
    ago: (seconds) =>
      seconds < 1 ? "Leído ahora" : seconds < 90 ? `Leído hace ${seconds} s` : `Leído hace ${Math.floor(seconds / 60)} min`,
    never: "Aún sin leer",
  },
};
