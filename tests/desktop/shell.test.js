import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Window } from "./window.js";

let window;
before(async () => {
  window = await Window.open();
});
after(async () => {
  await window?.close();
  await window?.tidy();
});

test("the window shows its own page and the book answers", async () => {
  await window.until("the page is loaded", "return document.readyState === 'complete'");
  const status = await window.page.runAsync("return await window.__TAURI__.core.invoke('status')");
  assert.equal(status.book, null);
  await window.picture("start");
});

test("what was not granted is refused", async () => {
  const refused = await window.page.runAsync(
    "return await window.__TAURI__.core.invoke('plugin:dialog|open', {options: {}}).then(() => null, String)",
  );
  assert.match(refused, /not allowed/);
});

test("the page can neither leave nor reach anything outside", async () => {
  const reached = await window.page.runAsync(
    "return await fetch('http://127.0.0.1:9/').then(() => 'reached', (error) => error.name)",
  );
  assert.equal(reached, "TypeError");
  await window.page.run("location.href = 'http://127.0.0.1:9/'");
  assert.equal(await window.page.run("return location.protocol"), "tauri:");
  assert.equal(await window.page.run("return window.open('http://127.0.0.1:9/')"), null);
  assert.equal(await window.page.run("try { return eval('1') } catch (error) { return error.name }"), "EvalError");
});

test("a dark desktop gets a dark page", async () => {
  const dark = await Window.open({ env: { GTK_THEME: "Adwaita:dark" } });
  try {
    await dark.see("start-page #shop-name");
    const ground = await dark.page.run("return getComputedStyle(document.body).backgroundColor");
    const [red, green, blue] = ground.match(/[\d.]+/g).map(Number);
    assert.ok(Math.max(red, green, blue) < 80, `the ground is ${ground}`);
    await dark.picture("start-dark-desktop");
  } finally {
    await dark.close();
    await dark.tidy();
  }
});
