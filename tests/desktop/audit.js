/**
 * Looks at a screen with axe-core, in light and in dark, and keeps a picture of both.
 *
 *     await audit(window, "counter-card");
 */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const axe = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What is asked of every screen: WCAG 2.2 at level AA, and axe-core's own good practice. */
const asked = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * Fails when axe-core finds anything on what is to be seen now.
 * @param {import("./window.js").Window} window
 * @param {string} name of the screen, for the pictures and the report
 */
export async function audit(window, name) {
  const source = await axe;
  for (const scheme of ["light", "dark"]) {
    await window.page.run("document.documentElement.style.colorScheme = arguments[0]", scheme);
    await settled(window);
    await window.picture(`${name}-${scheme}`);
    await window.page.run(`if (!globalThis.axe) { ${source} }`);
    const found = await window.page.runAsync(look, asked);
    const report = found.map(({ id, help, nodes }) => `${id}: ${help}\n    ${nodes.join("\n    ")}`);
    assert.equal(report.join("\n"), "", `axe-core on ${name}, ${scheme}`);
  }
  await window.page.run("document.documentElement.style.removeProperty('color-scheme')");
}

const look = `
  const { violations } = await axe.run(document, { runOnly: args[0], resultTypes: ["violations"] });
  return violations.map(({ id, help, nodes }) =>
    ({ id, help, nodes: nodes.map(({ html, failureSummary }) => html.slice(0, 200) + " -- " + failureSummary.replaceAll("\\n", " ")) }));`;

/**
 * Waits until nothing moves any more: colours in the middle of a change have no contrast that anybody sees.
 * @param {import("./window.js").Window} window
 */
export async function settled(window) {
  await window.page.runAsync(`
    await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
    await Promise.allSettled(document.getAnimations().filter((a) => a.effect?.getTiming().iterations !== Infinity).map((a) => a.finished));`);
}
