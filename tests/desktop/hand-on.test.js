import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { audit } from "./audit.js";
import { Shop } from "./shop.js";
import { Key } from "./webdriver.js";
import { Window } from "./window.js";

let window;
let shop;
before(async () => {
  shop = await Shop.open();
  const ann = await shop.run("add", "Ann Ember", "--email", "ann@example.org");
  const bob = await shop.run("add", "Bob Field", "--email", "bob@example.org");
  await shop.run("add", "Cleo Gray", "--email", "cleo@example.org");
  await shop.run("consent", ann.id, "news", "email", "yes");
  await shop.run("consent", bob.id, "news", "email", "no");
  await shop.run("purchase", ann.id, "--line", "Tea=7.80");
  window = await Window.open({ home: shop.home });
  await window.focused("#find");
});
after(async () => {
  await window?.close();
  await window?.tidy();
});

const file = (name) => readFile(path.join(shop.home, "month", name), "utf8");

test("a mailing list holds only those who said yes", async () => {
  await window.page.press([Key.alt, "4"]);
  await window.read("people-table", "Ann Ember");
  await window.page.press("h");
  await window.see("dialog[data-dialog=hand-on]");
  await audit(window, "hand-on");
  await window.page.press(Key.enter);
  await window.read("#toast", "1 person");
  const list = await file("mailing-news-email.csv");
  assert.match(list, /ann@example\.org/);
  assert.doesNotMatch(list, /bob@|cleo@/);
});

test("everybody's address cards are one file", async () => {
  await window.page.press("h");
  await window.see("dialog[data-dialog=hand-on]");
  await window.page.click("dialog [value=cards]");
  await window.page.press(Key.enter);
  await window.read("#toast", "3 people");
  assert.equal((await file("customers.vcf")).match(/BEGIN:VCARD/g).length, 3);
});

test("one person's address card is written from their card, and written over only when that is meant", async () => {
  await window.page.press([Key.alt, "1"]);
  await window.focused("#find");
  await window.page.write("Bob");
  await window.read("#results", "Bob Field");
  await window.page.press(Key.enter);
  await window.focused("#card");
  await window.page.press("v");
  await window.read("#toast", "Bob Field.vcf is written");
  assert.match(await file("Bob Field.vcf"), /EMAIL.*:bob@example\.org/);
  await window.focused("#card");
  await window.page.press("v");
  await window.see("dialog[data-dialog=confirm]");
  await audit(window, "card-out");
  await window.page.press(Key.enter);
  await window.read("#toast", "Bob Field.vcf is written");
  await window.focused("#card");
});

test("the month's columns are chosen, and are so again the next time", async () => {
  await window.page.press([Key.alt, "3"]);
  await window.see("month-files .columns-choice");
  await window.page.click("[data-table=purchases] summary");
  for (const column of ["Purchase ID", "Customer ID", "Refund of"])
    await window.page.click(`[data-table=purchases] [value="${column}"]`);
  await audit(window, "month-columns");
  await window.page.run("document.querySelector('month-screen h1, month-screen').focus()");
  await window.page.click("#write-month");
  await window.see("month-files .written");
  const month = new Date().toISOString().slice(0, 7);
  const [headings] = (await file(`purchases-${month}.csv`)).split("\r\n");
  assert.equal(headings.replace("\ufeff", ""), '"Day";"Kind";"Customer";"Total";"Discount";"Currency";"Note";"Staff"');
  await window.close();
  window = await Window.open({ home: shop.home });
  await window.focused("#find");
  await window.page.press([Key.alt, "3"]);
  await window.see("month-files [data-table=purchases][open]");
  assert.equal(await window.page.run(`return document.querySelector('[data-table=purchases] [value="Refund of"]').checked`), false);
});
