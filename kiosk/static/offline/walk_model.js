/**
 * A walk foretold: what the ledger will say of a scan, as far as the plan tells. Pure; the rules are those of ledger/picking.
 * What only the box can tell is `await: "box"`: nothing is counted on a guess.
 */
import { meant } from "./gtin.js";

/**
 * @typedef {import("../shapes.js").Stop & {orders: string[], unit: string, tracking: string, on_hand: number | null}} PlannedStop
 *
 * @typedef {import("../shapes.js").PickSession & {at: string, plan: PlannedStop[], zero_check: {bin: string, sku: string} | null,
 *   past?: PlannedStop[], short?: {orders: string[], skus: string[]}, asked?: string}} Walk the box's plan; `past` are the stops that were
 *   done since it was read, `short` whose units were reported missing, `asked` a code of which only the box knows what it is
 *
 * @typedef {{verb: string, body: any}} Command `scans`, `short` or `empty`, and what the request says
 */

const NOTHING = { orders: /** @type {string[]} */ ([]), skus: /** @type {string[]} */ ([]) };

/**
 * What a command will do.
 * @param {Walk} walk @param {Command} command
 * @returns {{walk: Walk, outcome: string}} the walk after it, and `bin`, `item`, `short`, `empty`, the name of an alarm, or `cant_tell`
 */
export function foretell(walk, { verb, body }) {
  if (walk.await === "box") return { walk, outcome: "cant_tell" };
  if (verb === "empty") return { walk: { ...walk, zero_check: null }, outcome: walk.zero_check ? "empty" : "nothing_asked" };
  const [stop] = walk.plan;
  if (walk.state !== "open" || !stop) return { walk, outcome: "nothing_left" };
  return verb === "short" ? cutShort(walk, stop) : scanned(walk, stop, body);
}

/** @param {Walk} walk @param {PlannedStop} stop @param {{code: string, quantity?: number}} body */
function scanned(walk, stop, { code, quantity = 1 }) {
  const outcome = outcomeOf(walk, stop, code.trim(), quantity);
  if (outcome === "cant_tell") return { walk: { ...walk, await: "box", asked: code }, outcome };
  const calm = { ...walk, alarm: null, zero_check: null };
  if (outcome === "bin") return { walk: standing({ ...calm, at: stop.bin }), outcome };
  if (outcome === "item") return { walk: counted(calm, stop, quantity), outcome };
  return { walk: { ...calm, alarm: { kind: outcome, message: "", code: code.trim() } }, outcome };
}

/**
 * In the order of the ledger's rules.
 * @param {Walk} walk @param {PlannedStop} stop @param {string} code @param {number} quantity
 */
function outcomeOf(walk, stop, code, quantity) {
  if (code === stop.bin) return "bin";
  const known = [...walk.plan, ...(walk.past ?? [])];
  if (known.some(({ bin, tote }) => code === bin || code === tote)) return "wrong_bin";
  const label = labelText(code);
  if (label === null) return "cant_tell";
  const names = (/** @type {PlannedStop} */ { barcodes }) => barcodes.some((barcode) => meant(barcode) === meant(label));
  if (!names(stop)) {
    if (known.some(names)) return "wrong_item";
    if (!stop.unit || label !== stop.unit) return stop.tracking === "none" ? "not_asked" : "cant_tell";
  }
  if (walk.at !== stop.bin) return "bin_first";
  if (quantity < 1 || quantity > stop.quantity - stop.picked) return "too_many";
  if (names(stop) && stop.tracking === "serial" && stop.unit) return "unit_missing";
  return "item";
}

// What a scanner says a GS1 code is (ISO/IEC 15424), and the labels of stations and badges.
const FOR_THE_BOX = /^(\](C1|d2|Q3|e0)|\(01\)|PXB[SB])/i;
const SYMBOLOGY = /^\][A-Za-z][0-9A-Za-z]/;

/**
 * What a label holds; null when only the box can read it: a GS1 code, a badge, the check code.
 * @param {string} code
 */
function labelText(code) {
  const label = code.replace(SYMBOLOGY, "");
  return FOR_THE_BOX.test(code) || FOR_THE_BOX.test(label) || label.includes("\x1d") ? null : label;
}

/** @param {Walk} walk @param {PlannedStop} stop @param {number} quantity @returns {Walk} */
function counted(walk, stop, quantity) {
  const left = stop.on_hand === null ? null : stop.on_hand - quantity;
  const plan = inBin(walk.plan, stop, left);
  plan[0] = { ...plan[0], picked: stop.picked + quantity };
  const asking = left === 0 ? { bin: stop.bin, sku: stop.sku } : null;
  const after = { ...walk, plan, zero_check: asking };
  return standing(plan[0].picked === stop.quantity ? behind(after) : after);
}

/** @param {Walk} walk @param {PlannedStop} stop */
function cutShort(walk, stop) {
  const { orders, skus } = walk.short ?? NOTHING;
  const short = { orders: [...orders, ...stop.orders], skus: [...skus, stop.sku] };
  const plan = inBin(walk.plan, stop, null);
  return { walk: standing(behind({ ...walk, plan, short, alarm: null, zero_check: null })), outcome: "short" };
}

/**
 * The stops, with so many units of a stop's item in its bin.
 * @param {PlannedStop[]} plan @param {PlannedStop} stop @param {number | null} left
 */
function inBin(plan, stop, left) {
  return plan.map((other) => (other.bin === stop.bin && other.sku === stop.sku ? { ...other, on_hand: left } : other));
}

/**
 * The first stop is done.
 * @param {Walk} walk @returns {Walk}
 */
function behind(walk) {
  const [done, ...plan] = walk.plan;
  return { ...walk, plan, past: [...(walk.past ?? []), done], done: walk.done + 1 };
}

/**
 * The walk with what it asks for now.
 * @param {Walk} walk @returns {Walk}
 */
function standing(walk) {
  const stop = walk.plan[0] ?? null;
  return { ...walk, stop, await: awaited(walk, stop) };
}

/** @param {Walk} walk @param {PlannedStop | null} stop */
function awaited(walk, stop) {
  // The order of units that nobody found may be held, and the rest of it be taken off the walk; or another bin has them.
  if (!stop) return walk.short || walk.done < walk.stops ? "box" : "finish";
  const { orders, skus } = walk.short ?? NOTHING;
  if (skus.includes(stop.sku) || stop.orders.some((order) => orders.includes(order))) return "box";
  return walk.at === stop.bin ? "item" : "bin";
}

/**
 * The walk after the box has answered a command: its word goes before what was foretold.
 * @param {Walk} walk @param {Command} command @param {any} view what the box answered; null when that is of an earlier moment
 * @returns {Walk}
 */
export function answered(walk, command, view) {
  const next = foretell(walk, command).walk;
  return view ? inTheWordsOf(next, view) : next;
}

/**
 * A walk as the box shows it, going on as it was planned as far as that is still true.
 * @param {Walk} walk @param {any} view @returns {Walk}
 */
export function inTheWordsOf(walk, view) {
  const place = view.stop ? walk.plan.findIndex((planned) => isSame(planned, view.stop)) : walk.plan.length;
  const known = place < 0 ? [{ ...view.stop, tracking: "", on_hand: null }] : walk.plan.slice(place);
  const plan = place < 0 || !view.stop ? known : [{ ...known[0], ...view.stop }, ...known.slice(1)];
  const past = [...(walk.past ?? []), ...(place < 0 ? walk.plan : walk.plan.slice(0, place))];
  const at = view.await === "item" ? view.stop.bin : walk.at;
  return { ...walk, ...view, at, plan, past, short: undefined, asked: undefined };
}

/** @param {PlannedStop} one @param {PlannedStop} other */
function isSame(one, other) {
  return one.bin === other.bin && one.sku === other.sku && one.tote === other.tote && one.unit === other.unit;
}
