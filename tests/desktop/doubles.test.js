import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { audit } from "./audit.js";
import { Shop } from "./shop.js";
import { Key } from "./webdriver.js";
import { Window } from "./window.js";

let window;
let shop;
before(async () => {
  shop = await Shop.open();
  const ann = await shop.run("add", "Ann Ember", "--phone", "0170 123 45 67", "--note", "likes rye");
  await shop.run("purchase", ann.id, "--line", "Tea=7.80");
  await shop.run("add", "Anne Embers", "--number", "K-17", "--phone", "+49 170 1234567", "--email", "anne@example.org", "--birthday", "1990-03-15");
  const bob = await shop.run("add", "Bob Field", "--town", "Riverton");
  await shop.run("add", "Bob Field", "--town", "Riverton", "--call-me", "Bobby");
  assert.ok(bob.id);
  window = await Window.open({ home: shop.home });
  await window.focused("#find");
});
after(async () => {
  await window?.close();
  await window?.tidy();
});

test("who may be here twice is listed with the reasons, the likeliest first", async () => {
  await window.page.press([Key.alt, "4"]);
  await window.read("people-table", "Ann Ember");
  await window.page.press("d");
  await window.see("doubles-page .double");
  await audit(window, "doubles");
  const pairs = await window.page.run(`return [...document.querySelectorAll(".double .why")].map((why) => why.innerText)`);
  assert.deepEqual(pairs, ["same phone · the names are close", "same name · same town"]);
});

test("Enter shows the card that two would make, and makes it", async () => {
  await window.page.press(Key.down);
  await window.page.run("document.querySelector('[data-pair=\"0\"]').focus()");
  await window.page.press(Key.enter);
  await window.see("dialog[data-dialog=merge] .merge-view dd");
  await audit(window, "merge");
  const view = await window.read("dialog .merge-view", "anne@example.org");
  assert.match(view, /Ann Ember[\s\S]*K-17[\s\S]*0170 123 45 67[\s\S]*March 15, 1990[\s\S]*likes rye/);
  await window.page.click("dialog input[name=family][value='1']");
  await window.read("dialog .merge-view", "Ann Embers");
  await window.page.press(Key.enter);
  await window.miss("dialog[data-dialog=merge]");
  await window.until("one pair is left", "return document.querySelectorAll('.double').length === 1");
  await window.focused(".double");
});

test("X says that two are two, and they do not come again", async () => {
  await window.page.press("x");
  await window.read("doubles-page", "Nobody seems to be in the book twice");
  await audit(window, "doubles-none");
  await window.page.press(Key.escape);
  await window.read("people-table", "Ann Embers");
  const names = await window.page.run(`return [...document.querySelectorAll("people-table tbody tr")].length`);
  assert.equal(names, 3);
});

test("Ctrl+Z makes two of one again", async () => {
  await window.page.press([Key.control, "z"]);
  await window.read("#toast", "two people");
  await window.page.press([Key.control, "z"]);
  await window.read("people-table", "Anne Embers");
  await window.until("both are there", "return document.querySelectorAll('people-table tbody tr').length === 4");
});
