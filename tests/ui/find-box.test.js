import assert from "node:assert/strict";
import { test } from "node:test";
import { mock, press, type, until } from "./setup.js";

mock({ findDelay: (text) => ({ an: 60, ann: 5 })[text] ?? 1 });
const { useShop } = await import("../../ui/format.js");
useShop({ currency: "EUR", currencyDigits: 2, timeZone: "Europe/Berlin" }, new Date().toISOString().slice(0, 10));
await import("../../ui/components/find-box.js");

function box() {
  document.querySelector("find-box")?.remove();
  const element = document.createElement("find-box");
  document.body.append(element);
  document.body.dataset.screen = "counter";
  return element;
}
const names = (element) => [...element.querySelectorAll("[role=option] .name")].map((name) => name.textContent);
const heard = (element, name) =>
  new Promise((resolve) => element.addEventListener(name, (event) => resolve(event.detail), { once: true }));

test("an answer that comes late never replaces a newer one", async () => {
  const element = box();
  type(element.input, "an");
  type(element.input, "ann");
  await until(() => names(element).length > 0);
  const first = names(element);
  await new Promise((resolve) => setTimeout(resolve, 90));
  assert.deepEqual(names(element), first);
  assert.ok(first.every((name) => name.startsWith("Ann")));
});

test("Enter waits for the answer to what stands in the box", async () => {
  const element = box();
  const opened = heard(element, "open-customer");
  type(element.input, "an");
  press(element.input, "Enter");
  const { id } = await opened;
  assert.equal(id, element.rows[0].id);
});

test("Enter on nobody makes a new customer of what was typed", async () => {
  const element = box();
  const made = heard(element, "new-customer");
  type(element.input, "Quentin");
  press(element.input, "Enter");
  assert.deepEqual(await made, { text: "Quentin" });
});

test("Ctrl+Enter makes a new one although there are others", async () => {
  const element = box();
  const made = heard(element, "new-customer");
  type(element.input, "ann");
  press(element.input, "Enter", { ctrlKey: true });
  assert.deepEqual(await made, { text: "ann" });
});

test("the row Enter opens is told to screen readers, and arrows move it", async () => {
  const element = box();
  type(element.input, "ann");
  await until(() => names(element).length > 1);
  assert.equal(element.input.getAttribute("aria-activedescendant"), "result-0");
  press(element.input, "ArrowDown");
  assert.equal(element.input.getAttribute("aria-activedescendant"), "result-1");
  assert.equal(element.querySelector("#result-1").getAttribute("aria-selected"), "true");
});

test("a name that is markup stays text", async () => {
  const book = mock();
  book.data.customers[0].name = "<img src=x onerror=alert(1)>";
  const element = box();
  type(element.input, "<img");
  await until(() => names(element).length === 1);
  assert.equal(element.querySelector("img"), null);
  assert.equal(names(element)[0], "<img src=x onerror=alert(1)>");
});

test("asked again after a deed, the one just served stays chosen", async () => {
  mock();
  const element = box();
  type(element.input, "ann");
  await until(() => names(element).length > 1);
  const second = element.rows[1].id;
  await element.again(second);
  assert.equal(element.rows[element.active].id, second);
  assert.equal(element.input.getAttribute("aria-activedescendant"), "result-1");
});
