import assert from "node:assert/strict";
import { access } from "node:fs/promises";
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

test("the sample shop opens from the first page, and says what it is", async () => {
  await window.see("#start-sample");
  await window.page.click("#start-sample");
  await window.see("[data-screen=counter]");
  await window.see("#sample");
  await window.see("#results [role=option]");
  await audit(window, "sample-counter");
});

test("every screen of the sample shop holds up", async () => {
  for (const [key, name] of [["2", "today"], ["3", "month"], ["4", "book"], ["5", "settings"]]) {
    await window.page.press([Key.alt, key]);
    await window.see(`#main [data-screen=${name}]`);
    await window.until("it is drawn", "return !document.querySelector('#main .loading')");
    await audit(window, `sample-${name}`);
  }
});

test("leaving it comes back to the first page, and the shop's own book was never made", async () => {
  await window.page.click("#leave-sample");
  await window.see("start-page #shop-name");
  await assert.rejects(access(window.book));
});
