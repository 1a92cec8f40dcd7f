/** @type {typeof import("../en/returns.js").default} */
export default {
  title: "Retouren",
  later: "Der Rücksendeplatz kommt mit einer späteren Version",
  untilThen: "Was zurückkommt, ist in einem Fach sicher, aus dem nichts verkauft wird. Bis der Platz da ist:",
  steps: [
    "Die Stücke in ein Fach für Rückläufer oder ins Sperrlager legen.",
    "Dieses Fach unten öffnen, beim Artikel „Richtigstellen“ antippen und „Kam zurück“ wählen. Steht der Artikel nicht in der Liste, ihn ohne Bestellung in dieses Fach annehmen.",
    "Sind sie wieder gut, in ein Pickfach umlagern. Von da an werden sie verkauft.",
  ],
  noBin: "Es gibt noch kein Fach für Rückläufer und kein Sperrlager. Das Büro bitten, eines anzulegen: Zweck „returns“ oder „quarantine“.",
  receive: "Ohne Bestellung annehmen",
  look: "Nachsehen",
};
