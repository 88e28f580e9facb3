import assert from "node:assert/strict";
import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { audit } from "./audit.js";
import { Window, newHome } from "./window.js";

const notes = "These are my holiday notes, not a book.\n".repeat(50);

let window;
before(async () => {
  const home = await newHome();
  await writeFile(path.join(home, "book.regulars"), notes);
  window = await Window.open({ home });
});
after(async () => {
  await window?.close();
  await window?.tidy();
});

test("a file that is no book is told of, and left as it is", async () => {
  await window.see("problem-page");
  await audit(window, "problem");
  assert.equal(await readFile(window.book, "utf8"), notes);
});

test("once it is out of the way, trying again goes on", async () => {
  await rm(window.book);
  await window.page.click("problem-page button");
  await window.see("start-page #shop-name");
});
