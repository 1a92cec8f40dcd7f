/** How many of what, by the plural rules of a language. */

/**
 * @param {string} language BCP 47
 * @returns {(count: number, one: string, many?: string) => string} `many` is `one` with an s where nothing else is said
 */
export function counting(language) {
  const form = choosing(language);
  return (count, one, many = `${one}s`) => `${count} ${form(count, one, many)}`;
}

/**
 * The form of a word alone.
 * @param {string} language BCP 47 @returns {(count: number, one: string, many: string) => string}
 */
export function choosing(language) {
  const rules = new Intl.PluralRules(language);
  return (count, one, many) => (rules.select(count) === "one" ? one : many);
}
