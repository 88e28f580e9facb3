import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { mock } from "./setup.js";

const root = new URL("../../", import.meta.url);
const contract = readFileSync(new URL("docs/contract.md", root), "utf8");
const named = new Set(
  [...contract.split("## Commands")[1].matchAll(/^\| (`[^|]+) \|/gm)].flatMap(([, cell]) =>
    [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name),
  ),
);
const called = new Set(
  [...readFileSync(new URL("ui/api/book.js", root), "utf8").matchAll(/call\("(\w+)"/g)].map(([, name]) => name),
);

test("the page calls every command of the contract and no other", () => {
  assert.deepEqual([...called].sort(), [...named].sort());
});

/** What the book gives: the Rust tests check the same file against the book itself. @param {string} name */
const example = (name) => JSON.parse(readFileSync(new URL(`tests/contract/${name}.json`, root), "utf8"));

/** Where two answers differ in shape: keys and kinds of values. What is null may be anything; maps of free keys are not looked into. */
function differences(ours, theirs, at = "") {
  if (ours === null || theirs === null) return [];
  if (Array.isArray(ours) && Array.isArray(theirs))
    return ours.length && theirs.length ? differences(ours[0], theirs[0], `${at}[0]`) : [];
  if (typeof ours !== typeof theirs || Array.isArray(ours) !== Array.isArray(theirs))
    return [`${at} is ${typeof ours} here and ${typeof theirs} in the book`];
  if (typeof ours !== "object" || /(?:args|mapping)$/.test(at)) return [];
  const keys = new Set([...Object.keys(ours), ...Object.keys(theirs)]);
  return [...keys].flatMap((key) => {
    if (!(key in theirs)) return [`${at}.${key} is not in the book`];
    if (!(key in ours)) return [`${at}.${key} is missing here`];
    return differences(ours[key], theirs[key], `${at}.${key}`);
  });
}

test("the book in memory that the page's tests run on answers in the shapes of the real one", async () => {
  const { commands, data } = mock();
  const [ann] = data.customers;
  const channel = { onmessage() {} };
  const bought = data.purchases.find((purchase) => purchase.customerId === ann.id);
  const line = { item: "Tea", quantityThousandths: 1000, unitMinor: 420, discountMinor: 0 };
  const questions = { sort: "name", descending: false, text: "", from: 0, limit: 10 };
  const answers = {
    card: commands.card({ id: ann.id }),
    found: commands.find({ text: "ann", limit: 1 }).then(([row]) => row),
    customers: commands.customers(questions),
    "purchase-reading": commands.read_purchase({ text: "2 bread 2.50" }),
    "unfinished-purchase-reading": commands.read_purchase({ text: "2 bread 2.50, candl" }),
    items: commands.items({ text: "bre" }),
    purchase: commands.record_purchase({ purchase: { customerId: ann.id, lines: [line] } }),
    refund: commands.refund_purchase({ id: bought.id, positions: null }),
    preference: commands.add_preference({ id: ann.id, kind: "likes", value: "rye" }),
    belonging: commands.add_belonging({ id: ann.id, name: "Bike", detail: "red" }),
    interaction: commands.add_interaction({ id: ann.id, kind: "call", text: "rang" }),
    "follow-up": commands.add_follow_up({ id: ann.id, title: "call", due: "tomorrow", kind: "call", repeat: "" }),
    consent: commands.record_consent({
      id: ann.id,
      purpose: "news",
      channel: "email",
      given: true,
      how: "",
      wording: "",
    }),
    month: commands.month({ month: data.day.slice(0, 7) }),
    "month-people": commands.month_people({ month: data.day.slice(0, 7), figure: "revenue", limit: 5, offset: 0 }),
    staff: commands.staff({}),
    customer: commands.add_customer({ customer: { given: "Zoe", family: "Last" } }),
    "import-preview": commands.preview_import({ file: "x", options: {}, channel }),
    "import-report": commands.import_file({ file: "x", options: {}, channel }),
  };
  for (const [name, answer] of Object.entries(answers)) {
    assert.deepEqual(differences(await answer, example(name)), [], name);
  }
  const [deed] = await commands.history({ customer: null, before: null, limit: 1 });
  assert.deepEqual(differences(deed, example("deed")), [], "deed");
});

test("the page shows what the book gives", async () => {
  mock();
  const { useShop } = await import("../../ui/format.js");
  await import("../../ui/components/index.js");
  const shop = example("shop");
  useShop(shop, "2026-10-15");
  const shown = (/** @type {Element} */ element) => element.textContent.replaceAll("\u00a0", " ");

  const card = document.createElement("customer-card");
  document.body.append(card);
  card.show(example("card"));
  for (const known of [
    "Ann Ember",
    "Annie",
    "0170 123 45 67",
    "nuts",
    "call about tea",
    "Rye bread",
    "Bike",
    "The rye is the best in town.",
  ])
    assert.ok(shown(card).includes(known), `${known} is on the card`);
  card.remove();

  const { foundRow } = await import("../../ui/parts/found-row.js");
  const row = shown(foundRow(example("found"), 0, "emb"));
  for (const known of ["Ann Ember", "Annie", "Rye bread"]) assert.ok(row.includes(known), `${known} is in the row`);

  const { followUpRow } = await import("../../ui/parts/follow-up-row.js");
  const owed = shown(followUpRow(example("follow-up"), {}));
  for (const known of ["Ann Ember", "call about tea"]) assert.ok(owed.includes(known), `${known} is owed`);

  const { BookError } = await import("../../ui/api/book.js");
  const { errorText } = await import("../../ui/texts.js");
  const refused = example("error");
  assert.equal(errorText(new BookError(refused)), refused.message, "the page's catalog says what the book's does");
});
