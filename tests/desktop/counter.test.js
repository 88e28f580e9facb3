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
  const ann = await shop.run("add", "Ann Ember", "--phone", "0170 123 45 67", "--call-me", "Annie", "--tag", "vip");
  await shop.run("add", "Emma Berg", "--phone", "030 555 12 34", "--town", "Berlin");
  await shop.run("add", "Łukasz Müller", "--phone", "+49 171 222 33 44");
  await shop.run("prefer", ann.id, "allergy", "nuts");
  await shop.run("prefer", ann.id, "usual", "two loaves and black tea");
  await shop.runAgo(20, "purchase", ann.id, "--line", "Bread=2.50*2", "--line", "Jam=3.20");
  window = await Window.open({ home: shop.home });
  await window.focused("#find");
});
after(async () => {
  await window?.close();
  await window?.tidy();
});

/** Everything here is done by keys alone: nothing in this file clicks. */
const { press, write } = { press: (...keys) => window.page.press(...keys), write: (text) => window.page.write(text) };

test("four keys find a person, and Enter shows the card", async () => {
  await write("embe");
  await window.read("#results [role=option]", "Ann Ember");
  await audit(window, "counter-results");
  await press(Key.enter);
  await window.focused("#card");
  for (const known of ["Annie", "nuts", "two loaves and black tea", "Bread"]) await window.read("#card", known);
  await audit(window, "counter-card");
});

test("any scrap finds: the end of a phone, letters without their accents, a typo", async () => {
  for (const [typed, name] of [["4567", "Ann Ember"], ["muller", "Łukasz Müller"], ["lukas", "Łukasz Müller"], ["Embre", "Ann Ember"]]) {
    await press("/", [Key.control, "a"]);
    await write(typed);
    await window.read("#results [role=option]", name);
  }
});

test("P, one line and Enter record a purchase; Ctrl+Z takes it back", async () => {
  await press([Key.control, "a"]);
  await write("annie");
  await window.read("#results [role=option]", "Ann Ember");
  await press(Key.enter);
  await window.focused("#card");
  await press("p");
  await window.focused("#purchase-text");
  await write("2 bread 2.50, tea 4.20");
  await window.read(".understood", "9.20");
  await audit(window, "purchase-entry");
  await press(Key.enter);
  await window.read("#toast", "9.20");
  await window.read("#card [data-purchase]", "9.20");
  await audit(window, "purchase-saved");
  await press([Key.control, "z"]);
  await window.until("the purchase is gone", "return !document.querySelector('#card [data-purchase]').innerText.includes('9.20')");
});

test("a note, a wish and a follow-up are a letter and a line each", async () => {
  await openAnn();
  await press("n");
  await window.focused("[data-entry=note]");
  await write("asked about the autumn fair");
  await audit(window, "note-entry");
  await press(Key.enter);
  await window.read("#card", "asked about the autumn fair");

  await openAnn();
  await press("w");
  await window.focused("[data-entry=wish]");
  await write("poppy seed");
  await audit(window, "wish-entry");
  await press(Key.enter);
  await window.read("#card", "poppy seed");

  await openAnn();
  await press("f");
  await window.focused("#follow-up-title");
  await write("Call about the fair");
  await press(Key.tab);
  await write("in 2 weeks");
  await audit(window, "follow-up-entry");
  await press(Key.enter);
  await window.read("#card", "Call about the fair");
});

test("what was typed in a card stays text", async () => {
  await openAnn();
  await press("n");
  await window.focused("[data-entry=note]");
  await write("<img src=x onerror=document.title='broken'>");
  await press(Key.enter);
  await window.read("#card", "<img src=x");
  assert.equal(await window.page.run("return document.querySelector('#card img')"), null);
});

test("the history tells all of it, and the keys are one key away", async () => {
  await openAnn();
  await press("h");
  await window.see("dialog[open]");
  await audit(window, "history");
  await press(Key.escape);
  await window.miss("dialog[open]");
  await press("?");
  await window.see("dialog[open]");
  await audit(window, "keys");
  await press(Key.escape);
  await press([Key.control, "k"]);
  await window.see("dialog[open]");
  await audit(window, "palette");
  await press(Key.escape);
});

test("every other entry opens with its letter, and F9 covers it all", async () => {
  await openAnn();
  for (const [key, name] of [["c", "complaint"], ["o", "belonging"], ["a", "consent"]]) {
    await press(key);
    await window.focused(`[data-entry=${name}]`);
    await audit(window, `${name}-entry`);
    await press(Key.escape);
    await window.focused("#card");
  }
  await press("p");
  await window.focused("#purchase-text");
  await write("2 bread 2.50");
  await window.read(".understood", "5.00");
  const there = "return document.activeElement.dataset.act === 'fields'";
  for (let tabs = 0; tabs < 6 && !(await window.page.run(there)); tabs++) await press(Key.tab);
  await press(Key.enter);
  await window.focused("[data-entry=purchase-fields]");
  await audit(window, "purchase-fields-entry");
  await press(Key.escape);
  await window.focused("#card");
  await press(Key.down);
  await window.focused("[data-purchase]");
  await press("r");
  await window.focused("[data-entry=refund]");
  await audit(window, "refund-entry");
  await press(Key.f9);
  await window.see("#cover");
  await audit(window, "cover");
  await press("r");
  await window.miss("#cover");
  await window.focused("[data-entry=refund]");
  await press(Key.escape);
});

test("a removed customer comes back by Ctrl+Z", async () => {
  await openAnn();
  await press("x");
  await window.see("dialog[open]");
  await audit(window, "remove");
  await press(Key.enter);
  await window.miss("#card");
  await press([Key.control, "z"]);
  await press("/", [Key.control, "a"]);
  await write("annie");
  await window.read("#results [role=option]", "Ann Ember");
});

test("nothing is cut off in a narrow window", async () => {
  await openAnn();
  await window.page.resize(400, 700);
  await window.until("the window is narrow", "return innerWidth <= 400");
  const over = await window.page.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth");
  assert.ok(over <= 0, `the page is ${over} px wider than the window`);
  await audit(window, "counter-narrow");
  await window.page.resize(1366, 768);
});

async function openAnn() {
  await press(Key.escape);
  await window.focused("#find");
  await press([Key.control, "a"]);
  await write("annie");
  await window.read("#results [role=option]", "Ann Ember");
  await press(Key.enter);
  await window.focused("#card");
}
