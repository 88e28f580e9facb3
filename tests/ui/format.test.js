import assert from "node:assert/strict";
import { test } from "node:test";
import * as format from "../../ui/format.js";

const shop = (currency, currencyDigits) =>
  format.useShop({ currency, currencyDigits, timeZone: "Europe/Berlin" }, "2026-10-22");

test("a system without a language reads as English", () => {
  assert.equal(format.validLocale("C"), "en");
  assert.equal(format.validLocale("POSIX_x"), "en");
  assert.equal(format.validLocale(undefined), "en");
  assert.equal(format.validLocale("de-DE"), "de-DE");
});

test("money is read by its currency's digits and never through a float", () => {
  shop("EUR", 2);
  assert.equal(format.readMoney("2.50"), 250);
  assert.equal(format.readMoney("2,5"), 250);
  assert.equal(format.readMoney("90071992547.40"), 9007199254740);
  assert.equal(format.readMoney("0.1"), 10);
  for (const wrong of ["", "two", "1.234", "1.2.3", "--1"]) assert.equal(format.readMoney(wrong), null, wrong);
  shop("JPY", 0);
  assert.equal(format.readMoney("1200"), 1200);
  assert.equal(format.readMoney("12.5"), null);
  shop("KWD", 3);
  assert.equal(format.readMoney("1.250"), 1250);
});

test("typed money goes round", () => {
  for (const [currency, digits] of [
    ["EUR", 2],
    ["JPY", 0],
    ["KWD", 3],
  ]) {
    shop(currency, digits);
    for (const minor of [0, 5, 99, 100, 12345, -250]) assert.equal(format.readMoney(format.typedMoney(minor)), minor);
  }
});

test("days near are named, days far are counted in larger units", () => {
  shop("EUR", 2);
  assert.equal(format.relativeDay("2026-10-21"), "yesterday");
  assert.equal(format.relativeDay("2026-10-01"), "3 weeks ago");
  assert.equal(format.relativeDay("2026-10-24"), "in 2 days");
  assert.equal(format.relativeDay("2024-10-22"), "2 years ago");
});

test("how late something is, by days and within the day by hours", () => {
  shop("EUR", 2);
  assert.equal(format.lateWords("2026-10-21"), "1 day late");
  assert.equal(format.lateWords("2026-10-13"), "9 days late");
  assert.equal(format.lateWords("2026-10-22T09:00", "2026-10-22T12:30"), "3 hours late");
  assert.equal(format.lateWords("2026-10-22T12:00", "2026-10-22T12:30"), "late");
});

test("months and days are counted across years and leap days", () => {
  assert.equal(format.addMonths("2026-01", -1), "2025-12");
  assert.equal(format.addMonths("2026-12", 1), "2027-01");
  assert.equal(format.addDays("2028-02-28", 1), "2028-02-29");
  assert.equal(format.daysBetween("2026-03-28", "2026-03-30"), 2);
});

test("a birthday without a year has none", () => {
  assert.match(format.dayInWords("--02-29"), /29/);
  assert.doesNotMatch(format.dayInWords("--02-29"), /2000/);
  assert.match(format.dayInWords("1990-03-15"), /1990/);
});

test("nothing to compare with is no change", () => {
  assert.equal(format.change(5, 0), "");
  assert.equal(format.change(110, 100), "+10%");
});

test("sizes are said in whole words or short ones, with their plural", () => {
  const said = [0, 1, 817, 39_004, 2_500_000].map((bytes) => format.fileSize(bytes).replaceAll("\u00a0", " "));
  assert.deepEqual(said, ["0 bytes", "1 byte", "817 bytes", "39 kB", "2.5 MB"]);
});
