import assert from "node:assert/strict";
import { test } from "node:test";
import { mock } from "./setup.js";

mock();
const { chord, deedsAt, isTyping, keyName } = await import("../../ui/keys.js");
const { h } = await import("../../ui/dom.js");

test("a chord has one spelling", () => {
  assert.equal(chord({ key: "z", ctrlKey: true }), "Ctrl+Z");
  assert.equal(chord({ key: "Z", ctrlKey: true, shiftKey: true }), "Ctrl+Shift+Z");
  assert.equal(chord({ key: "¡", altKey: true, code: "Digit1" }), "Alt+1");
  assert.equal(chord({ key: "P" }), "p");
  assert.equal(chord({ key: "?", shiftKey: true }), "?");
  assert.equal(chord({ key: "Escape" }), "Escape");
});

test("letters are words in fields and deeds elsewhere", () => {
  for (const [tag, type, typing] of [
    ["input", "text", true],
    ["input", "search", true],
    ["textarea", null, true],
    ["select", null, true],
    ["input", "radio", false],
    ["button", null, false],
    ["div", null, false],
  ]) {
    assert.equal(isTyping(h(tag, type ? { type } : null)), typing, `${tag} ${type}`);
  }
});

test("the innermost element that has deeds is meant", () => {
  const inner = h("div");
  const outer = h("div", null, h("div", null, inner));
  outer.deeds = [{ deed: "outer" }];
  assert.equal(deedsAt(inner, { deeds: [] })[0].deed, "outer");
  inner.deeds = [{ deed: "inner" }];
  assert.equal(deedsAt(inner, null)[0].deed, "inner");
  assert.deepEqual(deedsAt(null, { deeds: ["screen"] }), ["screen"]);
});

test("keys are written as they stand on the keyboard", () => {
  assert.equal(keyName("p"), "P");
  assert.equal(keyName("Enter"), "↵");
  assert.equal(keyName("ArrowLeft"), "←");
});
