import assert from "node:assert/strict";
import { test } from "node:test";
import { mock, press, type, until } from "./setup.js";

const book = mock();
const { useShop } = await import("../../ui/format.js");
useShop({ currency: "EUR", currencyDigits: 2, timeZone: "Europe/Berlin" }, new Date().toISOString().slice(0, 10));
const { birthdayParts, birthdayText, changesOf, guess } = await import("../../ui/parts/customer-values.js");
await import("../../ui/components/person-field.js");
await import("../../ui/components/customer-form.js");

test("what was typed in the box lands in the field it belongs to", () => {
  assert.deepEqual(guess("quentin"), { given: "Quentin" });
  assert.deepEqual(guess("quentin ash"), { given: "Quentin", family: "Ash" });
  assert.deepEqual(guess("McAllister"), { given: "McAllister" });
  assert.deepEqual(guess("+49 (170) 123-45"), { phones: [{ label: "", typed: "+49 (170) 123-45" }] });
  assert.deepEqual(guess("q@example.org"), { emails: [{ label: "", typed: "q@example.org" }] });
  assert.deepEqual(guess(" "), {});
});

test("birthdays go round, with and without a year", () => {
  for (const text of ["", "1990-03-15", "--02-29"]) {
    const { day, month, year } = birthdayParts(text);
    assert.equal(birthdayText(day, month, year), text);
  }
});

test("only what differs is a change", () => {
  const before = { given: "Ann", tags: ["vip"], phones: [{ label: "", typed: "1" }], referredBy: null };
  assert.deepEqual(
    changesOf(before, { given: "Ann", tags: ["vip"], phones: [{ typed: "1", label: "" }], referredBy: null }),
    {},
  );
  assert.deepEqual(changesOf(before, { given: "Anna", tags: [] }), { given: "Anna", tags: [] });
});

function form(typed = "") {
  const element = document.createElement("customer-form");
  element.typed = typed;
  document.body.append(element);
  element.start();
  return element;
}
const input = (element, name) => element.querySelector(`[name="${name}"]`);

test("a refused form says why at the field and keeps everything typed", async () => {
  const element = form("Quentin");
  type(input(element, "family"), "Ash");
  type(input(element, "emails.0.typed"), "nonsense");
  element.form.requestSubmit();
  await until(() => element.querySelector(".field-error"));
  const mail = input(element, "emails.0.typed");
  assert.equal(mail.getAttribute("aria-invalid"), "true");
  assert.equal(mail.getAttribute("aria-describedby"), element.querySelector(".field-error").id);
  assert.match(element.querySelector(".field-error").textContent, /nonsense/);
  assert.equal(mail.value, "nonsense");
  assert.equal(input(element, "given").value, "Quentin");
  assert.equal(input(element, "family").value, "Ash");
  element.remove();
});

test("saved, the book has it and the page is told", async () => {
  const element = form("Quentin");
  const told = new Promise((resolve) =>
    document.addEventListener("deed-done", (event) => resolve(event.detail), { once: true }),
  );
  type(input(element, "phones.0.typed"), "0170 1");
  element.form.requestSubmit();
  const { customerId, text } = await told;
  assert.match(text, /Quentin/);
  assert.equal(book.data.customers.find((customer) => customer.id === customerId).phones[0].typed, "0170 1");
  element.remove();
});

test("someone like that is shown while typing, and a key opens that card", async () => {
  const element = form("ann ember");
  await until(() => element.querySelector(".doubles button"));
  const opened = new Promise((resolve) => element.addEventListener("open-double", (event) => resolve(event.detail.id)));
  press(input(element, "given"), "1", { ctrlKey: true, code: "Digit1" });
  assert.equal(await opened, book.data.customers[0].id);
  assert.equal(input(element, "family").value, "Ember");
  element.remove();
});
