/** Trade item numbers (GTIN): one number, printed with 8, 12, 13 or 14 digits. The rules are those of ledger/goods/gtin.py. */

/** @param {string} code @returns {boolean} */
function isGtin(code) {
  if (!/^(\d{8}|\d{12,14})$/.test(code) || !/[1-9]/.test(code)) return false;
  // Counted from the right: the check digit once, the next digit three times, and so on by turns.
  return [...code].reverse().reduce((sum, digit, place) => sum + Number(digit) * (place % 2 ? 3 : 1), 0) % 10 === 0;
}

/**
 * What all codes have in common that mean the same item.
 * @param {string} code @returns {string}
 */
export function meant(code) {
  return isGtin(code) ? code.replace(/^0+/, "") : code;
}
