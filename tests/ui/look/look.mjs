// Drives the page against the mock book, takes a picture of every screen and dialog, and asks axe about each.
// `npm run look [-- name]`; pictures go to the folder in LOOK_TO, else to the system's temporary folder.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { scenes } from "./scenes.mjs";
import { serve } from "./serve.mjs";

const to = process.env.LOOK_TO ?? join(tmpdir(), "regulars-look");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8");
const here = new URL("../", import.meta.url).pathname;
const only = process.argv[2];
const views = [
  ["light", { width: 1366, height: 768 }, "light"],
  ["dark", { width: 1366, height: 768 }, "dark"],
  ["small", { width: 375, height: 720 }, "light"],
  ["tiny", { width: 320, height: 640 }, "dark"],
  ["wide", { width: 3840, height: 2160 }, "light"],
].filter(([name]) => (process.env.LOOK_VIEW ?? "light,dark,small").split(",").includes(name));

mkdirSync(to, { recursive: true });
const { server, url } = await serve();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking"],
});
let bad = 0;

for (const [view, viewport, colorScheme] of views) {
  for (const [name, { options = {}, play }] of Object.entries(scenes)) {
    if (only && !name.includes(only)) continue;
    const context = await browser.newContext({
      viewport,
      colorScheme,
      reducedMotion: "reduce",
      locale: "en-GB",
      timezoneId: "Europe/Berlin",
    });
    const page = await context.newPage();
    page.setDefaultTimeout(5000);
    const say = (words) => {
      bad++;
      console.log(`${name} (${view}): ${words}`);
    };
    page.on("pageerror", (error) => say(`page error: ${error.message}`));
    page.on("console", (message) => message.type() === "error" && say(`console: ${message.text()}`));
    await page.addInitScript({ path: join(here, "mock-data.js") });
    await page.addInitScript({ path: join(here, "mock-book.js") });
    await page.addInitScript(`installMockBook(${JSON.stringify(options)})`);
    try {
      await page.goto(url);
      await page.waitForSelector("#frame:not([hidden]), start-page form input, problem-page h1");
      await play(page, view);
      await page.waitForTimeout(350);
      await page.screenshot({ path: join(to, `${name}-${view}.png`) });
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() =>
        window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"] }),
      );
      for (const { id, nodes } of violations)
        say(
          `axe ${id}: ${nodes
            .slice(0, 3)
            .map((node) => `${node.target} ${node.any[0]?.message ?? ""}`)
            .join(" | ")}`,
        );
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 0) say(`the page is ${wide} px too wide`);
    } catch (error) {
      say(error.message);
      await page.screenshot({ path: join(to, `${name}-${view}-failed.png`) }).catch(() => {});
    }
    await context.close();
  }
}
await browser.close();
server.close();
console.log(bad ? `${bad} things to mend` : "nothing to mend", `· pictures in ${to}`);
process.exit(bad ? 1 : 0);
