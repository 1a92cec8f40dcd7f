/** @type {typeof import("../en/frame.js").default} */
export default {
  product: "pmpd",
  home: "Startseite",
  loading: "Wird gelesen…",
  retry: "Noch einmal",
  back: "Zurück",
  unknownPage: "Diese Seite gibt es nicht.",
  notLoaded: "Die Seite ist nicht geladen. Die Box hat nicht geantwortet.",
  signIn: "Anmelden",
  signedIn: (name) => `${name} ist angemeldet`,
  scan: "Code scannen oder tippen",
  sending: (code) => `${code} wird gesendet…`,
  connection: {
    unanswered: "Die Box hat nicht geantwortet. Es gilt, was hier steht, sobald sie wieder da ist.",
    lost: "Keine Verbindung zur Box",
    old: "Was hier steht, ist vielleicht alt. Scans zählen jetzt nicht.",
    notKnown: "Ohne die Box nicht bekannt.",
    ago: (seconds) =>
      seconds < 1 ? "Gerade gelesen" : seconds < 90 ? `Vor ${seconds} s gelesen` : `Vor ${Math.floor(seconds / 60)} min gelesen`,
    never: "Noch nicht gelesen",
  },
};
