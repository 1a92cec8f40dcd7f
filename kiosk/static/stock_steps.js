/** The steps that stock work is made of: scan a bin, scan an item, scan its lot or serial number, say how many. */
import { lookUp, wrongScan } from "./stock_flow.js";
import { words } from "./words.js";

const text = await words("stock");

/**
 * @typedef {import("./shapes.js").Found} Found
 * @typedef {import("./stock_flow.js").Said} Said
 * @typedef {import("./stock_flow.js").Step} Step
 */

/**
 * Why this is no bin.
 * @param {Found} found @param {string} code
 */
function notBin(found, code) {
  if (found.found === "item") return wrongScan("bin_first", text.itemNotBin(found.code));
  if (found.found === "tote" || found.found === "station") return wrongScan("wrong_bin", text.otherPlace(found.code));
  return wrongScan("unknown_code", text.unknown(code));
}

/**
 * A bin is scanned into the field `name`. Without `wanted`, any bin will do that `fits` has nothing against.
 * @param {"from" | "to"} name
 * @param {{wanted?: (said: Said) => string, fits?: (found: Found, said: Said) => string | Promise<string>}} rules
 * @returns {Step}
 */
export function binStep(name, { wanted = () => "", fits = () => "" } = {}) {
  return {
    name,
    fields: [name],
    done: (said) => Boolean(said[name]),
    take: async (code, said) => {
      const found = await lookUp(code);
      if (found.found !== "bin") throw notBin(found, code);
      const right = wanted(said);
      if (right && found.code !== right) throw wrongScan("wrong_bin", text.wrongBin(found.code, right));
      const against = await fits(found, said);
      if (against) throw wrongScan("wrong_bin", against);
      return { [name]: found.code };
    },
  };
}

/**
 * What a code says of an item: its SKU, its lot or serial number where the label has one, how its units are told apart.
 * @param {string} code @returns {Promise<{sku: string, unit: string, tracking: string, description: string}>}
 */
async function readItem(code) {
  const found = await lookUp(code);
  if (found.found === "item") return { sku: found.code, unit: found.unit, tracking: found.tracking, description: found.description };
  if (found.found === "unit" && found.items.length === 1) {
    const { sku, tracking, description } = found.items[0];
    return { sku, unit: found.code, tracking: tracking ?? "none", description };
  }
  if (found.found === "bin") throw wrongScan("scan_item", text.binNotItem(found.code));
  throw wrongScan("unknown_code", text.unknown(code));
}

/**
 * An item is scanned. `accept` answers what else is known of it, or throws.
 * @param {{wanted?: (said: Said) => string, accept?: (item: Said, said: Said) => Said | Promise<Said>}} rules @returns {Step}
 */
export function itemStep({ wanted = () => "", accept = () => ({}) } = {}) {
  return {
    name: "item",
    fields: ["sku", "unit", "tracking", "description"],
    done: (said) => Boolean(said.sku),
    take: async (code, said) => {
      const item = await readItem(code);
      const right = wanted(said);
      if (right && item.sku !== right) throw wrongScan("wrong_item", text.wrongItem(item.sku, right));
      const { unit, ...rest } = item;
      const more = await accept(item, said);
      return { ...rest, ...(unit && item.tracking !== "none" ? { unit } : {}), ...more };
    },
  };
}

/**
 * A lot or serial number is scanned, of items that have one.
 * @param {{among?: (said: Said) => string[] | null}} rules `among`: the numbers that can be meant, null for any @returns {Step}
 */
export function unitStep({ among = () => null } = {}) {
  return {
    name: "unit",
    fields: ["unit"],
    done: (said) => said.tracking === "none" || Boolean(said.unit),
    take: async (code, said) => {
      const found = await lookUp(code);
      if (found.found === "bin" || (found.found === "item" && !found.unit)) throw wrongScan("unit_missing", text.notUnit(code, said.sku));
      if (found.found === "item" && found.code !== said.sku) throw wrongScan("wrong_item", text.wrongItem(found.code, said.sku));
      const unit = found.unit || code;
      const known = among(said);
      if (known && !known.includes(unit)) throw wrongScan("wrong_unit", text.wrongUnit(unit, known.slice(0, 4).join(", ")));
      return { unit };
    },
  };
}

/**
 * How many: said by the number pad. A scan of the item again says nothing new; any other scan is a mistake.
 * @returns {Step}
 */
export function quantityStep() {
  return {
    name: "quantity",
    fields: ["quantity"],
    done: (said) => said.tracking === "serial" || said.quantity > 0,
    take: async (code, said) => {
      const item = await readItem(code);
      if (item.sku !== said.sku) throw wrongScan("wrong_item", text.wrongItem(item.sku, said.sku));
      return {};
    },
  };
}

/**
 * How many units are meant; a serial number is one.
 * @param {Said} said
 */
export function unitsOf(said) {
  return said.tracking === "serial" ? 1 : said.quantity;
}
