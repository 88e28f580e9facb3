import assert from "node:assert/strict";
import { test } from "node:test";
import { mock, until } from "./setup.js";

const book = mock();
const { useShop } = await import("../../ui/format.js");
await import("../../ui/components/index.js");
useShop({ currency: "EUR", currencyDigits: 2, timeZone: "Europe/Berlin" }, book.data.day);

const ann = book.data.customers[0];
const counter = document.createElement("counter-screen");
document.body.append(counter);

test("what is being typed keeps the cursor when the card's answer comes late", async () => {
  await counter.open(ann.id);
  assert.equal(document.activeElement, counter.card);
  // Enter on the same person asks the book again; the next letter does not wait for its answer.
  const again = counter.open(ann.id);
  counter.card.start("wish");
  const input = document.activeElement;
  assert.ok(input.closest("[data-entry=wish]"));
  input.value = "poppy";
  await again;
  await counter.refresh();
  assert.equal(document.activeElement, input);
  assert.equal(input.value, "poppy");
  assert.ok(counter.card.querySelector("#card-name"), "the card was drawn anew around it");
  counter.card.entry.close();
});

test("the purchase that has the keys has them after the card was drawn anew", async () => {
  await counter.open(ann.id);
  await until(() => counter.card.querySelector("[data-purchase] > button"));
  const { purchase } = counter.card.querySelector("[data-purchase]").dataset;
  const before = counter.card.querySelector("[data-purchase] > button");
  before.focus();
  await counter.refresh();
  assert.notEqual(document.activeElement, before);
  assert.equal(document.activeElement.closest("[data-purchase]")?.dataset.purchase, purchase);
});

test("an entry of one person does not stay open on another's card", async () => {
  await counter.open(ann.id);
  counter.card.start("note");
  await counter.open(book.data.customers[1].id);
  assert.equal(counter.card.entry, null);
});

test("the figures of a card are drawn as paragraphs, those of another program too", async () => {
  for (const openings of [
    [],
    [{ program: "square", asOf: book.data.day, points: 7, spentMinor: 1250, visits: 3, firstDay: null, lastDay: null }],
  ]) {
    const { summaryLine } = await import("../../ui/parts/card-summary.js");
    const summary = { lastDay: null, usualEveryDays: null, visits: 0, spentThisYearMinor: 0, spentMinor: 0 };
    const drawn = [
      summaryLine({ summary, openings }),
      summaryLine({ summary: { ...summary, lastDay: book.data.day }, openings }),
    ];
    for (const lines of drawn)
      assert.deepEqual(
        lines.map((line) => line.tagName),
        ["P", ...openings.map(() => "P")],
      );
  }
  await counter.open(ann.id);
  assert.ok(counter.card.querySelector("p.summary"));
  assert.ok(!counter.card.textContent.includes("[object"), "nothing is named instead of drawn");
});
