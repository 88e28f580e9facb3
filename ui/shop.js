// What the page knows about the open book between calls: the newest status, and nothing about customers.
import { useShop } from "./format.js";

/** @type {import("./api/nouns.js").Status | null} */
let current = null;

/** @param {import("./api/nouns.js").Status} status */
export function setStatus(status) {
  current = status;
  if (status.book) useShop(status.book, status.today);
}

/** @returns {import("./api/nouns.js").Status} */
export const status = () => /** @type {any} */ (current);
/** The open book. @returns {import("./api/nouns.js").OpenBook} */
export const book = () => /** @type {any} */ (current?.book);
