import assert from "node:assert/strict";
import { test } from "node:test";
import { mock, until } from "./setup.js";

/** The files of October, once the folder of last time is known. */
async function files() {
  const element = /** @type {any} */ (document.createElement("month-files"));
  document.body.append(element);
  element.month = "2026-10";
  await until(() => element.querySelector(".folder span"));
  return element;
}

const names = (element) => [...element.querySelectorAll(".written tbody th")].map((cell) => cell.textContent);

test("a month is written as tables or as workbooks, as it was the last time", async () => {
  mock();
  await import("../../ui/components/index.js");
  const element = await files();
  const formats = [...element.querySelectorAll("[name=format]")];
  assert.deepEqual(
    formats.map((radio) => [radio.value, radio.checked, radio.parentElement.textContent]),
    [
      ["csv", true, "CSV tables"],
      ["xlsx", false, "Excel workbooks (XLSX)"],
    ],
  );
  formats[1].checked = true;
  await element.write();
  assert.equal(names(element)[0], "customers-2026-10.xlsx");
  element.remove();
  const again = await files();
  await until(() => again.querySelector("[value=xlsx]").checked);
  again.querySelector("[value=csv]").checked = true;
  await again.write();
  assert.ok(again.querySelector("#overwrite"), "what stands there is not written over");
  await again.write(true);
  assert.equal(names(again)[0], "customers-2026-10.csv");
  again.remove();
});
