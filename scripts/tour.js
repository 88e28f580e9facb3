/**
 * A day at the sample shop, in the real window under a display that nobody sees: for machines without a screen, and for the pictures
 * of the documentation.
 *
 *     node scripts/tour.js [FOLDER]
 *
 * Leaves a picture of every screen and the month's files in target/tour, or in the folder that is named.
 */

import { mkdir, readdir, rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Key } from "../tests/desktop/webdriver.js";
import { Window, settled } from "../tests/desktop/window.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = path.resolve(process.argv[2] ?? path.join(root, "target", "tour"));
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });

const window = await Window.open({ pictures: folder, env: { REGULARS_PICK_FOLDER: folder } });
const { page } = window;
let taken = 0;

/** The name of the first of the latest customers whose card has most to tell. */
const regular = `
  const ask = window.__TAURI__.core.invoke;
  const told = await Promise.all((await ask("find", { text: "", limit: 50 })).map(async ({ id, name }) => {
    const { preferences, followUps, interactions, belongings } = await ask("card", { id });
    const kinds = new Set(preferences.map(({ kind }) => kind)).size;
    const open = followUps.filter(({ state }) => state === "open").length;
    return { name, much: 2 * kinds + 3 * Math.min(open, 1) + Math.min(interactions.length, 2) + Math.min(belongings.length, 1) };
  }));
  return told.toSorted((a, b) => b.much - a.much)[0].name;`;

/** Keeps a picture once nothing moves any more. */
async function picture(name) {
  await settled(window);
  taken += 1;
  await window.picture(`${String(taken).padStart(2, "0")}-${name}`);
}

/** Goes to a screen by its key and waits until it is drawn. */
async function go(key, name) {
  await page.press([Key.alt, key]);
  await window.see(`[data-screen=${name}]`);
  await window.until("it is drawn", "return !document.querySelector('#main .loading')");
}

try {
  await window.focused("#shop-name");
  await picture("first-start");

  await page.click("#start-sample");
  await window.see("#sample");
  await window.see("#results [role=option]");
  await picture("counter");

  // Somebody about whom there is something to know: found by the first letters of the name, as at the counter.
  const name = await page.runAsync(regular);
  await page.write([...name].slice(0, 4).join("").toLowerCase());
  await window.read("#results", name);
  await picture("find");
  await page.press([Key.control, "a"]);
  await page.write(name);
  await window.read("#results [role=option]", name);
  await page.press(Key.enter);
  await window.focused("#card");
  await window.read("#card", name);
  await picture("card");

  await page.press("p");
  await window.focused("#purchase-text");
  await page.write("2 apricot jam, razor -10%");
  await window.see(".understood li");
  await picture("purchase");
  await page.press(Key.enter);
  await window.see("#toast .toast");
  await picture("purchase-saved");

  await page.press([Key.control, "z"]);
  await window.until("the purchase is taken back", "return !document.querySelector('#toast button')");
  await picture("taken-back");

  await go("2", "today");
  await picture("today");

  await go("3", "month");
  await page.press(Key.left);
  await window.see("[data-figure=revenueMinor]");
  await picture("month");
  await page.press("w");
  await window.see("month-files .written");
  await picture("month-written");

  await go("4", "book");
  await picture("book");
  await go("5", "settings");
  await picture("settings");
  await page.press("?");
  await window.see("dialog[open]");
  await picture("keys");
  await page.press(Key.escape);

  await go("1", "counter");
  await page.run("document.documentElement.style.colorScheme = 'dark'");
  await picture("counter-dark");
} finally {
  await window.close();
  await window.tidy();
}

const files = (await readdir(folder)).sort();
const count = (ending) => files.filter((file) => file.endsWith(ending)).length;
console.log(`The tour left ${count(".png")} pictures and ${count(".csv")} CSV files in ${path.relative(process.cwd(), folder) || folder}:`);
for (const file of files) console.log(`  ${file}`);
