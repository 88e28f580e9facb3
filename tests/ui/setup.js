// A window for tests without a browser: the page's real shell, and the mock book behind its one door.
import { readFileSync } from "node:fs";
import { Window } from "happy-dom";
import "./mock-data.js";
import "./mock-book.js";

const html = readFileSync(new URL("../../ui/index.html", import.meta.url), "utf8").replace(
  /<(script|link)\b[^>]*>(<\/script>)?/g,
  "",
);

const window = new Window({ url: "http://localhost/", width: 1366, height: 768 });
window.document.write(html);
for (const name of [
  "window",
  "document",
  "customElements",
  "HTMLElement",
  "HTMLTextAreaElement",
  "Element",
  "Node",
  "Event",
  "CustomEvent",
  "KeyboardEvent",
  "FormData",
  "CSS",
  "ResizeObserver",
]) {
  Object.defineProperty(globalThis, name, {
    value: name === "window" ? window : window[name],
    configurable: true,
    writable: true,
  });
}

/** A fresh mock book behind the page. */
export function mock(options) {
  const book = globalThis.installMockBook(options);
  window.__TAURI__ = globalThis.__TAURI__;
  return book;
}

/** Until something is true, or for a second. */
export async function until(check, ms = 1000) {
  const end = Date.now() + ms;
  while (!check()) {
    if (Date.now() > end) throw new Error(`never came true: ${check}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export const press = (element, key, more = {}) =>
  element.dispatchEvent(new window.KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));

export function type(input, text) {
  input.value = text;
  input.dispatchEvent(new window.Event("input", { bubbles: true }));
}
