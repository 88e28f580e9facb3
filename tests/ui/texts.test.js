import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { errorText, has, t } from "../../ui/texts.js";

const root = new URL("../../ui/", import.meta.url);
const files = readdirSync(root, { recursive: true })
  .filter((name) => /\.(js|html)$/.test(name))
  .map((name) => [name, readFileSync(new URL(name, root), "utf8")]);
const catalog = JSON.parse(readFileSync(new URL("texts/en.json", root), "utf8"));
const keys = Object.keys(catalog);
/** Sentences of the book itself: it fills them, the page only looks them up by code. */
const ofTheBook = /^(cli|error|deed|field|word|refused|import\.refund_of|import\.unnamed_item)(\.|$)/;
const stem = (key) => key.replace(/\.(one|other)$/, "");

test("a count chooses the plural and is written with separators", () => {
  assert.equal(t("book.count", { count: 1 }), "1 person");
  assert.equal(t("book.count", { count: 1670 }), "1,670 people");
  assert.equal(t("book.count", { count: 0 }), "0 people");
});

test("what fills a placeholder is never itself filled", () => {
  assert.equal(t("toast.added", { name: "{name} $& {count}" }), "{name} $& {count} is in the book.");
});

test("an error we have no sentence for shows what came with it", () => {
  assert.equal(errorText({ code: "never_heard_of", message: "Because." }), "Because.");
  assert.equal(errorText({ code: "never_heard_of" }), t("page.failed"));
});

test("every key the page names is in the catalog", () => {
  const missing = [];
  for (const [name, text] of files) {
    const named = [
      ...text.matchAll(/\bt\(\s*"([^"]+)"/g),
      ...text.matchAll(/data-(?:text|label|hint)="([^"]+)"/g),
      ...text.matchAll(/"(keys\.\w+|toast\.\w+)"/g),
    ];
    for (const [, key] of named) if (!has(key)) missing.push(`${name}: ${key}`);
  }
  assert.deepEqual(missing, []);
});

test("every key of the catalog is used", () => {
  const all = files.map(([, text]) => text).join("\n");
  const patterns = [...all.matchAll(/`([\w.-]*\$\{[^`]*)`/g)]
    .map(([, pattern]) => pattern.replace(/\$\{[^}]*\}/g, "\u0000"))
    .filter((pattern) => pattern.includes("."))
    .map(
      (pattern) =>
        new RegExp(
          `^${pattern
            .split("\u0000")
            .map((part) => part.replaceAll(".", "\\."))
            .join("[\\w.-]+")}$`,
        ),
    );
  const unused = [...new Set(keys.filter((key) => !ofTheBook.test(key)).map(stem))].filter(
    (key) => !all.includes(`"${key}"`) && !patterns.some((pattern) => pattern.test(key)),
  );
  assert.deepEqual(unused, []);
});

test("every key the command line names is in the catalog, and every key of its own is used", () => {
  const source = new URL("../../src-tauri/src/bin/regulars-cli/", import.meta.url);
  const all = readdirSync(source, { recursive: true })
    .filter((name) => name.endsWith(".rs"))
    .map((name) => readFileSync(new URL(name, source), "utf8"))
    .join("\n");
  const named = [...all.matchAll(/"([a-zA-Z]+(?:\.[\w-]+)+)"/g)].map(([, key]) => key);
  assert.ok(named.length > 50, "the source was found");
  assert.deepEqual(
    named.filter((key) => !has(key) && !keys.some((other) => other.startsWith(`${key}.`))),
    [],
  );
  const sets = [...all.matchAll(/"(cli\.\w+\.)\{\w*\}"/g)].map(([, set]) => set);
  const own = [...new Set(keys.filter((key) => key.startsWith("cli.")).map(stem))];
  assert.deepEqual(
    own.filter((key) => !named.includes(key) && !sets.some((set) => key.startsWith(set))),
    [],
  );
});

test("the catalog is sorted, and every plural has both forms", () => {
  assert.deepEqual(keys, [...keys].sort());
  for (const key of keys.filter((key) => key.endsWith(".one"))) assert.ok(`${stem(key)}.other` in catalog, key);
});
