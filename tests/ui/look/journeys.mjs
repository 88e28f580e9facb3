// A day at the counter by keys alone, against the mock book: `npm run journeys`.
import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { serve } from "./serve.mjs";

const here = new URL("../", import.meta.url).pathname;
const { server, url } = await serve();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking"],
});

/** @type {Record<string, (page: any) => Promise<void>>} */
const journeys = {
  "a purchase, and back": async (page) => {
    await page.keyboard.type("ember");
    await page.keyboard.press("Enter");
    await focusOn(page, "card");
    await page.keyboard.press("p");
    await page.keyboard.type("2 bread 2.50");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".purchases .fresh");
    await focusOn(page, "find");
    const rows = await page.locator("[data-purchase]").count();
    await page.keyboard.press("Control+z");
    await page.waitForFunction((n) => document.querySelectorAll("[data-purchase]").length === n - 1, rows);
    assert.match(await page.textContent("#toast"), /Taken back/);
    await page.keyboard.press("Control+Shift+Z");
    await page.waitForFunction(() => /Done again/.test(document.querySelector("#toast").textContent));
  },
  "two deeds for the same person, Enter between": async (page) => {
    await page.keyboard.type("ember & sons");
    await page.keyboard.press("Enter");
    await focusOn(page, "card");
    await page.keyboard.press("n");
    await page.keyboard.type("picked up the order");
    await page.keyboard.press("Enter");
    await focusOn(page, "find");
    await page.keyboard.press("Enter");
    await focusOn(page, "card");
    await page.keyboard.press("w");
    await page.keyboard.type("paper bags");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector("[data-box=usual]")?.textContent.includes("paper bags"));
    assert.match(await page.textContent("#card-name"), /Ember & Sons/);
  },
  "a promise kept": async (page) => {
    await page.keyboard.press("Alt+2");
    await page.waitForSelector("[data-follow-up]:focus");
    const before = await page.locator("[data-follow-up]").count();
    await page.keyboard.press("d");
    await page.keyboard.type("sent today");
    await page.keyboard.press("Enter");
    await page.waitForFunction((n) => document.querySelectorAll("[data-follow-up]").length === n - 1, before);
    await page.waitForSelector("[data-follow-up]:focus");
    await page.waitForFunction(() => document.querySelector("#late-count")?.textContent.startsWith("2"));
    await page.keyboard.press("Enter");
    await focusOn(page, "card");
    await page.keyboard.press("Escape");
    await focusOn(page, "find");
  },
  "a name typed on any screen": async (page) => {
    await page.keyboard.press("Alt+3");
    await page.waitForSelector(".bars");
    await page.keyboard.press("/");
    await page.keyboard.type("abu");
    await page.keyboard.press("Enter");
    await focusOn(page, "card");
    assert.equal(await page.getAttribute("body", "data-screen"), "counter");
  },
  "the book filtered, sorted and opened": async (page) => {
    await page.keyboard.press("Alt+4");
    await page.waitForSelector("[data-row]");
    await page.click("[data-sort-by=visits]");
    await page.waitForSelector("[aria-sort=descending]");
    await page.focus("[data-row] button");
    await page.keyboard.press("f");
    await page.keyboard.type("bremen");
    await page.waitForFunction(() => document.querySelectorAll("[data-row]").length < 15);
    await page.keyboard.press("Enter");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await focusOn(page, "card");
  },
  "the people behind a figure": async (page) => {
    await page.keyboard.press("Alt+3");
    await page.click("[data-figure=newCustomers]");
    await page.click("dialog tbody button");
    await focusOn(page, "card");
  },
  "a file dropped, brought in": async (page) => {
    await page.evaluate(() => mockDrop({ kind: "dropped", file: { token: "f1", name: "list.csv" } }));
    await page.waitForSelector("import-page .plan");
    assert.match(await page.textContent(".plan"), /Add 1,612, change 40, leave 18 aside/);
    await page.keyboard.press("Enter");
    await page.waitForSelector(".import-done");
    await page.keyboard.press("Enter");
    await page.waitForSelector("people-table [data-row]");
  },
  "somebody known, found while adding": async (page) => {
    await page.keyboard.type("ann ember");
    await page.keyboard.press("Control+Enter");
    await page.waitForSelector(".doubles button");
    await page.fill("[name=nick]", "Annie B");
    await page.keyboard.press("Control+1");
    await focusOn(page, "card");
    await page.click(".kept button");
    assert.equal(await page.inputValue("[name=nick]"), "Annie B");
  },
  "the screen hidden, over a dialog too": async (page) => {
    await page.keyboard.type("ember");
    await page.keyboard.press("Enter");
    await focusOn(page, "card");
    await page.keyboard.press("h");
    await page.waitForSelector("dialog[data-dialog=history][open]");
    await page.keyboard.press("F9");
    await page.waitForSelector("#cover[open]");
    await page.keyboard.press("p");
    await page.waitForSelector("#cover:not([open])", { state: "attached" });
    assert.equal(await page.locator("dialog[data-dialog=history][open]").count(), 1);
    assert.equal(await page.locator(".entry").count(), 0);
  },
};

/** @param {any} page @param {string} id */
const focusOn = (page, id) => page.waitForFunction((/** @type {string} */ i) => document.activeElement?.id === i, id);

let bad = 0;
for (const [name, walk] of Object.entries(journeys)) {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: "en-GB" });
  page.setDefaultTimeout(4000);
  page.on("pageerror", (error) => console.log(`${name}: ${error.message}`));
  for (const path of ["mock-data.js", "mock-book.js"]) await page.addInitScript({ path: here + path });
  await page.addInitScript("installMockBook()");
  try {
    await page.goto(url);
    await focusOn(page, "find");
    await walk(page);
    console.log(`ok   ${name}`);
  } catch (error) {
    bad++;
    console.log(`FAIL ${name}: ${error.message.split("\n").slice(0, 3).join(" ")}`);
    await page.screenshot({ path: join(tmpdir(), `regulars-journey-${bad}.png`) }).catch(() => {});
  }
  await page.close();
}
await browser.close();
server.close();
process.exit(bad ? 1 : 0);
