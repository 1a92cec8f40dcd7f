/** The devices and their health. */
export default {
  title: "Devices",
  labels: "Print labels",
  none: "The box has no devices.",
  gone: "This device is not there any more.",
  /** @type {Record<string, string>} */
  status: { good: "Works", bad: "In trouble", unknown: "Not known" },
  /** @type {Record<string, string>} */
  kinds: { scanner: "Scanner", printer: "Printer", lights: "Lights", scale: "Scale" },
  unused: "Plugged in and not used",
  is: "What it is",
  since: "Since",
  at: "Station",
  evidence: "Last sign of work",
  lastError: "Last trouble",
  busy: "Being tried",
  /** @type {Record<string, string>} */
  trials: { scanner: "Try it: read a label", printer: "Print a test page", lights: "Let every light shine", scale: "Weigh" },
  /** @type {Record<string, string>} */
  trying: {
    scanner: "Scan any label with it now. It counts nothing.",
    printer: "Printing…",
    lights: "The lights shine for two seconds…",
    scale: "Weighing…",
  },
  belongs: "Where it belongs",
  standsAt: (/** @type {string} */ station) => `It packs at ${station}.`,
  walksWith: (/** @type {string} */ operator) => `It walks with ${operator}.`,
  free: "It walks with whoever starts a walk with it.",
  byLabel: "Quicker: scan a station's label or a badge with it.",
  station: "Station",
  operator: "A picker's name",
  giveTo: "Give to this picker",
  unbind: "As configured",
};
