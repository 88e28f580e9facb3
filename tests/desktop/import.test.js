import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { audit } from "./audit.js";
import { Shop } from "./shop.js";
import { Key } from "./webdriver.js";
import { Window } from "./window.js";

const square = fileURLToPath(new URL("files/square-customers.csv", import.meta.url));

let window;
let shop;
before(async () => {
  shop = await Shop.open();
  await shop.run("add", "Ann Ember", "--phone", "0170 123 45 67");
  await shop.run("add", "Max Brien", "--phone", "+1 555-010-0102");
  window = await Window.open({ home: shop.home, env: { REGULARS_PICK_FILE: square } });
  await window.focused("#find");
});
after(async () => {
  await window?.close();
  await window?.tidy();
});

test("a Square file is recognised, and the preview says what Enter will do", async () => {
  await window.page.press([Key.alt, "4"]);
  await window.see("[data-screen=book] people-table");
  await audit(window, "book");
  await window.page.click("#import");
  await window.see("import-page [data-act=write]");
  await window.read("import-page", "Square");
  await audit(window, "import-preview");
  await window.read("import-page", "1 doubtful");
  await window.page.click("[data-outcome=doubtful]");
  await window.read("import-page", "the same phone as Max Brien");
  await audit(window, "import-doubtful");
  await window.page.run("document.querySelector('import-page h1').focus()");
  const untouched = await window.page.runAsync("return (await __TAURI__.core.invoke('find', { text: 'Okafor', limit: 5 })).length");
  assert.equal(untouched, 0, "nothing is written before Enter");
});

test("Enter reads it in, and the people are there", async () => {
  await window.page.press(Key.enter);
  await window.see("import-page .import-done");
  await audit(window, "import-done");
  await window.page.press(Key.escape);
  await window.see("people-table");
  await window.read("people-table", "Okafor");
});

test("what the other program had counted stands on the card, beside the book's own figures", async () => {
  await window.page.press("/");
  await window.focused("#find");
  await window.page.write("okafor");
  await window.read("#results [role=option]", "Chidi Okafor");
  await window.page.press(Key.enter);
  await window.focused("#card");
  await window.read("#card", "14 visits");
  await window.read("#card", "212.50");
  await audit(window, "card-openings");
  await window.page.press([Key.alt, "4"]);
  await window.read("people-table", "Okafor");
});

test("Ctrl+Z takes the whole file back", async () => {
  await window.page.press([Key.control, "z"]);
  await window.until("they are gone", "return !document.querySelector('people-table').innerText.includes('Okafor')");
  await window.read("people-table", "Ann Ember");
});
