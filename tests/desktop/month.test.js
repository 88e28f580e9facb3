import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { audit } from "./audit.js";
import { Shop, day } from "./shop.js";
import { Key } from "./webdriver.js";
import { Window } from "./window.js";

let window;
let shop;
before(async () => {
  shop = await Shop.open();
  const ann = await shop.run("add", "Ann Ember", "--phone", "+49 170 1234567", "--note", "=2+2");
  await shop.run("purchase", ann.id, "--day", day(0), "--line", "Bread=2.50*2", "--line", "Jam=3.20");
  window = await Window.open({ home: shop.home });
  await window.focused("#find");
});
after(async () => {
  await window?.close();
  await window?.tidy();
});

const folder = () => path.join(shop.home, "month");

test("the month shows its figures, and each opens the people behind it", async () => {
  await window.page.press([Key.alt, "3"]);
  await window.read("[data-figure=revenueMinor]", "8.20");
  await audit(window, "month");
  await window.page.click("[data-figure=customers]");
  await window.read("dialog[open]", "Ann Ember");
  await audit(window, "month-people");
  await window.page.press(Key.escape);
  await window.miss("dialog[open]");
});

test("W writes the month's files into the chosen folder", async () => {
  await window.page.press("w");
  await window.see("month-files .written");
  await audit(window, "month-written");
  const files = await readdir(folder());
  assert.ok(files.length > 0);
  const texts = await Promise.all(files.map((file) => readFile(path.join(folder(), file), "utf8")));
  const all = texts.join("\n");
  assert.match(all, /Ann Ember|"Ann"/);
  assert.match(all, /Bread/);
  assert.doesNotMatch(all, /(^|[,;"])=2\+2/m, "a note that looks like a formula is guarded");
});

test("files that stand there already are not written over without a word", async () => {
  await window.page.press("w");
  await window.see("#overwrite");
  await audit(window, "month-exists");
  await window.page.click("#overwrite");
  await window.see("month-files .written");
});

test("as workbooks they stand beside the tables, and the choice is kept for next time", async () => {
  await window.page.click("month-files [name=format][value=xlsx]");
  await window.page.press("w");
  await window.read("month-files .written", ".xlsx");
  await audit(window, "month-workbooks");
  const workbooks = (await readdir(folder())).filter((file) => file.endsWith(".xlsx"));
  assert.equal(workbooks.length, 5);
  const purchases = path.join(folder(), workbooks.find((file) => file.startsWith("purchases")) ?? "");
  assert.equal((await readFile(purchases)).subarray(0, 2).toString(), "PK");
  assert.equal(await window.page.runAsync("return (await __TAURI__.core.invoke('month_folder')).format"), "xlsx");
});
