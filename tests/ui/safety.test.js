import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const root = new URL("../../ui/", import.meta.url);
const files = readdirSync(root, { recursive: true })
  .filter((name) => /\.(js|html|css)$/.test(name))
  .map((name) => [name, readFileSync(new URL(name, root), "utf8")]);

const forbidden = [
  [
    /\b(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser|setHTML/,
    "text becomes HTML",
  ],
  [/\beval\(|new Function\(|setTimeout\(\s*["'`]/, "text becomes program"],
  [/(?<![#\w])fetch\(|XMLHttpRequest|WebSocket|sendBeacon|EventSource/, "something leaves the page"],
  [/\b(?:alert|confirm|prompt)\(/, "a box the web view may not show"],
  [/https?:\/\/(?!www\.w3\.org\/2000\/svg)/, "an address elsewhere"],
  [/\sstyle="|<style|\son\w+="/, "inline style or script, which the policy forbids"],
  [/localStorage|sessionStorage|indexedDB/, "customers outside the book"],
];

test("nothing on the page turns text into HTML or program, or reaches out", () => {
  for (const [name, text] of files) {
    for (const [pattern, why] of forbidden) assert.doesNotMatch(text, pattern, `${name}: ${why}`);
  }
});

test("one module talks to the book", () => {
  const others = files.filter(([name, text]) => text.includes("__TAURI__") && !name.endsWith("api/book.js"));
  assert.deepEqual(
    others.map(([name]) => name),
    [],
  );
});

test("no file of the page is too long to read", () => {
  for (const [name, text] of files) if (name.endsWith(".js")) assert.ok(text.split("\n").length <= 400, name);
});
