import { counting } from "../../counted.js";

const counted = counting("de");

/** @type {typeof import("../en/offline.js").default} */
export default {
  waits: (n) => `${counted(n, "Scan", "Scans")} ${n === 1 ? "wartet" : "warten"} auf diesem Gerät auf die Box.`,
  stopped: "Die Box kann nicht schreiben: Hilfe holen.",
  notKept: "Dieses Gerät konnte den Scan nicht behalten. Platz schaffen, dann noch einmal scannen.",
  alarms: {
    wrong_bin: (code, { bin }) => `Das ist ${code}. Zu ${bin} gehen.`,
    wrong_item: (code, { sku }) => `${code} ist ein anderer Artikel. Zurücklegen und ${sku} nehmen.`,
    not_asked: (code, { bin, sku }) => `${code} ist weder ${bin} noch ${sku}. Zurücklegen und ${sku} nehmen.`,
    bin_first: (_, { bin }) => `Erst das Fach ${bin} scannen.`,
    too_many: (_, { sku, quantity, picked }) => `Hier fehlen nur noch ${quantity - picked} von ${sku}.`,
    unit_missing: (_, { sku, unit }) => `${sku} geht nach Seriennummer. Ihr Etikett scannen; zu nehmen ist ${unit}.`,
    cant_tell: (code, { sku }) => `Was ${code} ist, weiß nur die Box. Einen anderen Barcode von ${sku} scannen oder auf die Box warten.`,
    nothing_left: () => "Alle Halte, die dieses Gerät kennt, sind erledigt. Auf die Box warten.",
  },
  asked: (code) => `Was ${code} ist, weiß nur die Box, und sie hat noch nicht geantwortet. Warten.`,
  shortKept: "Notiert. Wo der Rest ist, sagt die Box, sobald sie wieder da ist.",
  done: "Alle Halte dieser Runde sind hier erledigt",
  doneHint: "Behälter behalten. Die Runde beenden, sobald die Box wieder da ist.",
  unknown: "Wie es weitergeht, weiß nur die Box",
  unknownHint: "Was nicht da war, kann die Runde ändern. Weiter, sobald die Box wieder da ist.",
  differs: (n) => `${counted(n, "Scan", "Scans")} anders ausgegangen als gezeigt`,
  counted: "Gezählt, obwohl hier Halt stand. In den Behälter sehen.",
  notCounted: "Nicht gezählt.",
  at: (bin, tote) => `bei ${bin}${tote && ` für ${tote}`}`,
  verbs: { short: "Nicht da", empty: "Fach leer" },
  seen: "Ist geregelt",
};
