import { counting } from "../../counted.js";

const counted = counting("de");

/** @type {typeof import("../en/identity.js").default} */
export default {
  title: "Wer angemeldet ist",
  whoIsIt: "Wer ist da?",
  scanBadge: "Ausweis scannen",
  orName: "oder auf den Namen tippen",
  nobody: "Noch ist niemand eingetragen. Unter Einstellungen trägt der Inhaber Personen ein.",
  badgeOnly: "nur mit Ausweis",
  roles: { owner: "Inhaber", supervisor: "Schichtleitung", picker: "Picker", packer: "Packer" },
  signIn: "Anmelden",
  signOut: "Abmelden",
  somebodyElse: "Jemand anders",
  settings: "Einstellungen",
  leave: "Schließen",
  pinOf: (name) => `PIN von ${name}`,
  pinNeeded: "Dafür wird die PIN gebraucht. Sie gilt dann fünf Minuten.",
  enter: "OK",
  keys: "Tasten",
  erase: "Letzte Ziffer löschen",
  typed: (n) => `${counted(n, "Ziffer", "Ziffern")} getippt`,
  tooManyWrong: (seconds) => `Zu viele falsche PINs. ${counted(seconds, "Sekunde", "Sekunden")} warten.`,
  unlockedFor: (clock) => `Die PIN gilt noch ${clock}.`,
  notForYou: (name) => `${name} darf das nicht. Schichtleitung oder Inhaber fragen.`,
  pairThis: "Gerät koppeln",
  howToPair: "Am Bildschirm der Box: Einstellungen, Gerät koppeln. Den Code dort mit der Kamera scannen oder seine acht Ziffern hier tippen.",
  howToPairHere: "Ist das der Bildschirm der Box selbst? Auf der Box den Befehl pmpd kiosk-link geben und den Link öffnen, den er ausgibt. Oder hier die acht Ziffern tippen, die das Telefon des Inhabers zeigt: Personen, Gerät koppeln.",
  go: "Weiter",
  waitForYes: "Warten, bis jemand am Bildschirm der Box zustimmt",
  saidNo: "Am Bildschirm der Box wurde abgelehnt. Dort einen neuen Code geben lassen.",
  badCode: "Dieser Code ist falsch, verbraucht oder älter als fünf Minuten. Am Bildschirm der Box einen neuen machen.",
  plain: "Verbindung ohne Verschlüsselung: nur Picken",
  readAlong: "Wer in diesem Netz ist, kann mitlesen.",
};
