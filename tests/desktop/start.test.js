import assert from "node:assert/strict";
import { access, stat } from "node:fs/promises";
import { after, before, test } from "node:test";
import { audit } from "./audit.js";
import { Key } from "./webdriver.js";
import { Window } from "./window.js";

let window;
before(async () => {
  window = await Window.open();
});
after(async () => {
  await window?.close();
  await window?.tidy();
});

test("a first start asks three questions and writes nothing", async () => {
  await window.see("start-page #shop-name");
  await window.focused("#shop-name");
  await audit(window, "start");
  await assert.rejects(access(window.book));
});

test("a shop without a name is told so at its field", async () => {
  await window.page.press(Key.enter);
  await window.until("the field is marked", "return document.querySelector('#shop-name').getAttribute('aria-invalid') === 'true'");
  await audit(window, "start-refused");
});

test("a name and Enter make the book, and the cursor is in the box", async () => {
  await window.focused("#shop-name");
  await window.page.write("Corner Books");
  await window.page.press(Key.enter);
  await window.see("[data-screen=counter]");
  await window.focused("#find");
  await audit(window, "counter-empty");
  assert.ok((await stat(window.book)).size > 0);
});

test("the first customer is written down without the mouse", async () => {
  await window.page.write("Ann Ember");
  await window.read("#results", "Ann Ember");
  await window.page.press(Key.enter);
  await window.see("customer-form");
  assert.equal(await window.page.run("return document.querySelector('#c-given').value"), "Ann");
  await audit(window, "customer-form");
  await window.page.press(Key.enter);
  await window.read("#card", "Ann Ember");
  await window.read("#toast", "Ann Ember");
});

test("who is in the book already is named while typing, and one key opens their card", async () => {
  await window.page.press([Key.control, "n"]);
  await window.focused("#c-given");
  await window.page.write("Ann");
  await window.page.press(Key.tab);
  await window.page.write("Embers");
  await window.see("customer-form .doubles [data-act=double]");
  await audit(window, "customer-doubles");
  await window.page.press([Key.control, "1"]);
  await window.read("#card", "Ann Ember");
});
