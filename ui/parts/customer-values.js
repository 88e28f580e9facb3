// Between the customer form's fields and the book's Customer. No document in here.

/** @import * as N from "../api/nouns.js" */

/**
 * What was typed in the find box, in the field it belongs to: digits are a phone, an @ is mail, letters a name.
 * @param {string} text @returns {Partial<N.Customer>}
 */
export function guess(text) {
  const typed = text.trim();
  if (!typed) return {};
  if (typed.includes("@") && !/\s/.test(typed)) return { emails: [{ label: "", typed }] };
  if (/^[+(]?[\d\s()./-]*$/.test(typed) && /\d/.test(typed)) return { phones: [{ label: "", typed }] };
  const words = typed.split(/\s+/).map((word) => (word === word.toLowerCase() ? capital(word) : word));
  return words.length === 1 ? { given: words[0] } : { given: words.slice(0, -1).join(" "), family: words.at(-1) };
}

/** Nobody types capitals at a counter; a single lower-case word of a name gets its own. @param {string} word */
const capital = (word) => word.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());

/** @param {string} birthday */
export function birthdayParts(birthday) {
  const match = /^(?:(\d{4})|-)-(\d{2})-(\d{2})$/.exec(birthday);
  return { year: match?.[1] ?? "", month: match?.[2] ?? "", day: match ? String(Number(match[3])) : "" };
}

/**
 * A birthday as the book keeps it; half a date is handed on as it is, for the book to refuse by name.
 * @param {string} day @param {string} month @param {string} year
 */
export function birthdayText(day, month, year) {
  if (!day.trim() && !month && !year.trim()) return "";
  const rest = `${month || "00"}-${day.trim().padStart(2, "0")}`;
  return year.trim() ? `${year.trim()}-${rest}` : `--${rest}`;
}

/**
 * @param {Record<string, string>} typed @param {Record<string, any[]>} many @param {string | null} referredBy
 * @returns {any}
 */
export function customerFrom(typed, many, referredBy) {
  const plain = ["given", "family", "callMe", "sayIt", "nick", "company", "number", "source", "note"];
  return {
    ...Object.fromEntries(plain.map((name) => [name, (typed[name] ?? "").trim()])),
    birthday: birthdayText(typed.birthDay ?? "", typed.birthMonth ?? "", typed.birthYear ?? ""),
    tags: (typed.tags ?? "")
      .split(",")
      .map((tag) => tag.trim())
      .filter(Boolean),
    referredBy,
    ...many,
  };
}

/**
 * Only what differs from the card as it was.
 * @param {N.Customer} before @param {Record<string, any>} after
 * @returns {Record<string, any>}
 */
export function changesOf(before, after) {
  const was = /** @type {Record<string, any>} */ (before);
  return Object.fromEntries(
    Object.entries(after).filter(([key, value]) => inOrder(value) !== inOrder(was[key] ?? null)),
  );
}

/** The same value gives the same text, however its keys are ordered. @param {unknown} value */
const inOrder = (value) =>
  JSON.stringify(value, (_, part) =>
    part && typeof part === "object" && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort()) : part,
  );
