// Every sentence a person reads comes from one catalog, a JSON module: the policy must let the page connect to itself for it.
import catalog from "./texts/en.json" with { type: "json" };

/** @type {Record<string, string>} */
const texts = catalog;

/** The language of the catalog itself: plurals follow it, not the system's. */
const plurals = new Intl.PluralRules("en");
const numbers = new Intl.NumberFormat("en");

/** @param {string} key */
export const has = (key) => key in texts || `${key}.other` in texts;

/**
 * The sentence for a key, its `{placeholders}` filled. `{count}` also chooses between `key.one` and `key.other`.
 * @param {string} key
 * @param {Record<string, unknown>} [args]
 * @returns {string}
 */
export function t(key, args = {}) {
  const sentence = typeof args.count === "number" ? plural(key, args.count) : texts[key];
  // A missing key is a mistake of ours: showing the key is better than showing nothing.
  return sentence === undefined ? key : fill(sentence, args);
}

/** @param {string} key @param {number} count */
function plural(key, count) {
  return texts[`${key}.${plurals.select(count)}`] ?? texts[`${key}.other`] ?? texts[key];
}

/** @param {string} sentence @param {Record<string, unknown>} args */
function fill(sentence, args) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = args[name];
    if (value === undefined || value === null) return whole;
    return name === "count" && typeof value === "number" ? numbers.format(value) : String(value);
  });
}

/**
 * The sentence for what went wrong: ours when the catalog has one, else what came with the error.
 * @param {{code?: string, message?: string, args?: Record<string, unknown>}} error
 */
export function errorText(error) {
  const key = `error.${error.code}`;
  const said = error.code && has(key) ? t(key, error.args ?? {}) : "";
  // A sentence that was not given all its words has holes; then the book's own is whole.
  return said && !/\{\w+\}/.test(said) ? said : error.message || said || t("page.failed");
}
