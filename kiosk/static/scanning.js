/** How codes come in at a screen. */
import { later } from "./later.js";

// In the first load: what somebody scans at once has to arrive whole.
export { ScanBox } from "./scan_box.js";

/** Barcodes to tap, where the box has simulated scanners. */
export const StandIns = later(() => import("./stand_ins.js").then((found) => found.StandIns));

/** Scans that came late and wait for an answer. */
export const LateNotice = later(() => import("./late_answers.js").then((found) => found.LateNotice));
