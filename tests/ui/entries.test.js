import assert from "node:assert/strict";
import { test } from "node:test";
import { mock, press, type, until } from "./setup.js";

const book = mock();
const { useShop } = await import("../../ui/format.js");
const { completed } = await import("../../ui/components/purchase-entry.js");
await import("../../ui/components/purchase-fields-entry.js");
await import("../../ui/components/small-entries.js");
useShop({ currency: "EUR", currencyDigits: 2, timeZone: "Europe/Berlin" }, book.data.day);

const ann = book.data.customers[0];
async function entry(name, subject) {
  const element = document.createElement(`${name}-entry`);
  element.card = await book.commands.card({ id: ann.id });
  element.subject = subject;
  document.body.append(element);
  element.start();
  return element;
}
const done = () =>
  new Promise((resolve) => document.addEventListener("deed-done", (event) => resolve(event.detail), { once: true }));
const input = (element, name) => element.querySelector(`[name="${name}"]`);

test("the item taken replaces only what was being typed", () => {
  assert.equal(completed("2 bread 2.50, cof", "cof", { item: "Coffee", unitMinor: 790 }), "2 bread 2.50, Coffee 7.90");
  assert.equal(completed("2 tea", "tea", { item: "Black tea, 100 g", unitMinor: 780 }), '2 "Black tea, 100 g" 7.80');
  assert.equal(completed("3 Bre", "bre", { item: "Bread", unitMinor: 250 }), "3 Bread 2.50");
});

test("a purchase is shown as it is understood, and Enter writes it down", async () => {
  const element = await entry("purchase");
  type(input(element, "text"), "2 bread 2.50, honey 8.50 -10%");
  await until(() => element.querySelectorAll(".understood li").length === 2);
  assert.match(element.querySelector(".total").textContent, /12\.65/);
  const told = done();
  element.form.requestSubmit();
  const { mark } = await told;
  const written = book.data.purchases.find((purchase) => purchase.id === mark);
  assert.equal(written.totalMinor, 1265);
  assert.equal(written.lines.length, 2);
});

test("Tab takes the item that is offered", async () => {
  const element = await entry("purchase");
  type(input(element, "text"), "2 bread 2.50, cof");
  await until(() => element.querySelector("#purchase-items li"));
  press(input(element, "text"), "Tab");
  assert.equal(input(element, "text").value, "2 bread 2.50, Coffee 250 g 7.90");
  element.remove();
});

test("a purchase the book cannot read is refused at its field and stays", async () => {
  const element = await entry("purchase");
  type(input(element, "text"), "2 pretzel");
  element.form.requestSubmit();
  await until(() => element.querySelector(".field-error"));
  assert.equal(input(element, "text").value, "2 pretzel");
  element.remove();
});

test("the form adds up lines and refuses what is no number at its own field", async () => {
  const element = await entry("purchase-fields", [
    { item: "Bread", quantityThousandths: 2000, unitMinor: 250, discountMinor: 0 },
  ]);
  assert.match(element.querySelector("[data-total]").textContent, /5\.00/);
  type(input(element, "lines.0.price"), "much");
  element.form.requestSubmit();
  await until(() => element.querySelector("[aria-invalid]"));
  assert.equal(element.querySelector("[aria-invalid]").name, "lines.0.price");
  type(input(element, "lines.0.price"), "3");
  const told = done();
  element.form.requestSubmit();
  assert.match((await told).text, /6\.00/);
});

test("a due day is shown as the real date before Enter", async () => {
  const element = await entry("follow-up");
  type(input(element, "due"), "tomorrow");
  await until(() => element.querySelector("[data-reading]").textContent);
  assert.match(element.querySelector("[data-reading]").textContent, /tomorrow/);
  type(input(element, "due"), "someday");
  await until(() => element.querySelector("[data-reading].unread"));
  element.remove();
});

test("a note closed with Esc is there again when it is opened again", async () => {
  const element = await entry("note");
  type(input(element, "text"), "half a thought");
  press(input(element, "text"), "2", { ctrlKey: true, code: "Digit2" });
  press(input(element, "text"), "Escape");
  element.remove();
  const again = await entry("note");
  assert.equal(input(again, "text").value, "half a thought");
  assert.equal(again.querySelector("[name=kind]:checked").value, "call");
  again.remove();
});

test("a complaint with a promise is an interaction and a follow-up", async () => {
  const element = await entry("complaint");
  type(input(element, "text"), "burnt again");
  type(input(element, "title"), "call her back");
  type(input(element, "due"), "tomorrow");
  const told = done();
  element.form.requestSubmit();
  await told;
  assert.equal(book.data.interactions[0].kind, "complaint");
  assert.equal(book.data.followUps.at(-1).kind, "complaint");
});
