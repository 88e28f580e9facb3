// What a key press means. The window has few chords; single letters count only where nothing is being typed.

/**
 * The chord of a key event in one spelling: "Ctrl+Shift+Z", "Alt+1", "p", "?", "Escape".
 * @param {{key: string, code?: string, ctrlKey?: boolean, metaKey?: boolean, altKey?: boolean, shiftKey?: boolean}} event
 */
export function chord(event) {
  const parts = [];
  const command = event.ctrlKey || event.metaKey;
  if (command) parts.push("Ctrl");
  if (event.altKey) parts.push("Alt");
  let key = event.key;
  if (command || event.altKey) {
    if (event.shiftKey) parts.push("Shift");
    // With Alt or another layout the key may be anything; the digit row is meant by its place.
    const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code ?? "");
    key = digit ? digit[1] : key.length === 1 ? key.toUpperCase() : key;
  } else if (key.length === 1) key = key.toLowerCase();
  parts.push(key);
  return parts.join("+");
}

const noText = new Set(["button", "checkbox", "radio", "submit", "reset", "file", "image", "range", "color"]);

/** Whether keys pressed on this element are words. @param {EventTarget | null} target */
export function isTyping(target) {
  if (!(target instanceof Element)) return false;
  if (target.matches("textarea, select, [contenteditable=true]")) return true;
  return target.matches("input") && !noText.has(/** @type {HTMLInputElement} */ (target).type);
}

/**
 * One thing a person can do now, as the deed bar shows it.
 * @typedef {{deed: string, key: string, text: string, run: () => void}} Deed
 */

/**
 * The deeds of the innermost element that has some, else of the screen.
 * @param {Element | null} from @param {any} screen
 * @returns {Deed[]}
 */
export function deedsAt(from, screen) {
  for (let at = from; at; at = at.parentElement) {
    const deeds = /** @type {any} */ (at).deeds;
    if (deeds) return deeds;
  }
  return screen?.deeds ?? [];
}

/** @type {Record<string, string>} */
const signs = { Enter: "↵", Escape: "Esc", ArrowLeft: "←", ArrowRight: "→", "Ctrl+Z": "Ctrl Z" };

/** How a chord is written for people. @param {string} key */
export const keyName = (key) => signs[key] ?? (key.length === 1 ? key.toUpperCase() : key);
