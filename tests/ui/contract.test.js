import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const root = new URL("../../", import.meta.url);
const contract = readFileSync(new URL("docs/contract.md", root), "utf8");
const named = new Set(
  [...contract.split("## Commands")[1].matchAll(/^\| (`[^|]+) \|/gm)].flatMap(([, cell]) =>
    [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name),
  ),
);
const called = new Set(
  [...readFileSync(new URL("ui/api/book.js", root), "utf8").matchAll(/call\("(\w+)"/g)].map(([, name]) => name),
);

test("the page calls every command of the contract and no other", () => {
  assert.deepEqual([...called].sort(), [...named].sort());
});
