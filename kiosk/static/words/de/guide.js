/** Was die Einrichtung sagt, während ein erster Auftrag gepickt und gepackt wird. */

/** @type {typeof import("../en/guide.js").default} */
export default {
  title: "Einrichtung",
  step: "Einrichtung: 4 von 6.",
  scanBin: (bin) => `Den Barcode des Fachs ${bin} antippen.`,
  scanItem: "Jetzt den Barcode „Richtiger Artikel“ antippen.",
  wrong: "Das war der falsche, nichts wurde gezählt. Den richtigen Barcode antippen.",
  isEmpty: (bin) => `In ${bin} sollte nichts mehr liegen. „Leer“ antippen.`,
  finishWalk: "Alles ist im Behälter. „Runde beenden“ antippen.",
  walked: "Gepickt. „Zum Packen“ antippen: am Packplatz wird geprüft.",
  toPacking: "Zum Packen",
  givenBack: "Diese Runde wurde zurückgegeben. Eine andere beginnen.",
  another: "Andere Runde beginnen",
  openTote: "Den Behälter antippen, der wartet.",
  checkItems: "Den Barcode „Richtiger Artikel“ antippen, bis jede Zeile erledigt ist.",
  seal: "Alles ist geprüft. „Schließen und drucken“ antippen.",
  printed: "Das ist der Lieferschein.",
  goOn: "Weiter",
  elsewhere: "Der erste Auftrag wartet.",
  back: "Zurück zur Einrichtung",
};
