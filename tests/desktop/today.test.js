import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { audit } from "./audit.js";
import { Shop, day } from "./shop.js";
import { Key } from "./webdriver.js";
import { Window } from "./window.js";

let window;
let shop;
before(async () => {
  shop = await Shop.open();
  const ann = await shop.run("add", "Ann Ember", "--phone", "0170 123 45 67");
  const emma = await shop.run("add", "Emma Berg", "--phone", "030 555 12 34");
  await shop.runAgo(5, "follow-up", ann.id, "Send the catalogue", "--due", day(-2), "--kind", "promise");
  await shop.runAgo(5, "follow-up", emma.id, "Ring about the lamp", "--due", day(-1), "--kind", "call");
  await shop.run("follow-up", ann.id, "Thank her for the referral", "--due", day(0), "--kind", "thanks");
  await shop.run("follow-up", emma.id, "Ask whether the lamp works", "--due", day(0));
  window = await Window.open({ home: shop.home });
  await window.focused("#find");
  await window.page.press([Key.alt, "2"]);
  await window.see("[data-follow-up]");
});
after(async () => {
  await window?.close();
  await window?.tidy();
});

const titles = () => window.page.run("return [...document.querySelectorAll('[data-follow-up] .title')].map((title) => title.innerText)");

test("what is late stands first, with how long", async () => {
  await window.focused("[data-follow-up]");
  assert.equal((await titles())[0], "Send the catalogue");
  await audit(window, "today");
});

test("D asks how it went and closes it", async () => {
  await window.page.press("d");
  await window.focused("#row-outcome");
  await audit(window, "today-outcome");
  await window.page.write("posted it");
  await window.page.press(Key.enter);
  await window.until("it is off the list", "return !document.body.querySelector('today-screen').innerText.includes('Send the catalogue')");
  await window.read("#toast", "Send the catalogue");
});

test("T puts it off to tomorrow", async () => {
  await window.focused("[data-follow-up]");
  await window.page.press("t");
  await window.read("#toast", "Ring about the lamp");
  await window.until("it is no longer late", "return !document.querySelector('[data-follow-up].late')");
});

test("S asks for another day", async () => {
  await choose("Thank her for the referral");
  await window.page.press("s");
  await window.focused("#row-until");
  await window.page.write("in 3 days");
  await audit(window, "today-another-day");
  await window.page.press(Key.enter);
  await window.read("#toast", "Thank her for the referral");
});

test("X says it is not needed, and Ctrl+Z says it is", async () => {
  await choose("Ask whether the lamp works");
  await window.page.press("x");
  await window.until("it is off the list", "return !document.querySelector('today-screen').innerText.includes('Ask whether the lamp works')");
  await window.page.press([Key.control, "z"]);
  await window.read("today-screen", "Ask whether the lamp works");
});

test("Enter opens the card, where what was kept is written down", async () => {
  await choose("Thank her for the referral");
  await window.page.press(Key.enter);
  await window.read("#card", "Ann Ember");
  await window.read("#card", "posted it");
});

/** Walks down the list to a title, as the arrow keys do. */
async function choose(title) {
  await window.focused("[data-follow-up]");
  await window.page.press(...Array(9).fill(Key.up));
  await window.until(
    `the keys are on ${title}`,
    `const at = document.activeElement;
     if (at.innerText.includes(arguments[0])) return true;
     at.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true, cancelable: true }));`,
    title,
  );
}
