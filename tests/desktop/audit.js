/**
 * Looks at a screen with axe-core, in light and in dark, and keeps a picture of both.
 *
 *     await audit(window, "counter-card");
 */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { settled } from "./window.js";

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
  const report = [];
  for (const scheme of ["light", "dark"]) {
    await window.page.run("document.documentElement.style.colorScheme = arguments[0]", scheme);
    await settled(window);
    await window.picture(`${name}-${scheme}`);
    await window.page.run(`if (!globalThis.axe) { ${source} }`);
    for (const { id, help, nodes } of await window.page.runAsync(look, asked)) {
      report.push(`${scheme}: ${id}: ${help}\n    ${nodes.join("\n    ")}`);
    }
  }
  await window.page.run("document.documentElement.style.removeProperty('color-scheme')");
  if (report.length) assert.fail(`axe-core on ${name}:\n${report.join("\n")}`);
}

const look = `
  const { violations } = await axe.run(document, { runOnly: args[0], resultTypes: ["violations"] });
  return violations.map(({ id, help, nodes }) =>
    ({ id, help, nodes: nodes.map(({ html, failureSummary }) => html.slice(0, 200) + " -- " + failureSummary.replaceAll("\\n", " ")) }));`;
