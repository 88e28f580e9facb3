// Two cards become one, field by field, with the card as it will be before it is done.
import * as book from "../api/book.js";
import { h, latest, show } from "../dom.js";
import { dayInWords } from "../format.js";
import { errorText, t } from "../texts.js";
import { ask } from "./confirm-dialog.js";

/** Fields of which only one can stand on a card; lists and notes come together. */
const single = /** @type {const} */ ([
  "given",
  "family",
  "callMe",
  "sayIt",
  "nick",
  "company",
  "number",
  "birthday",
  "source",
]);

/** @typedef {import("../api/nouns.js").Customer} Customer */

/** Whether a value is there where the other is not, or is the same birthday with its year. @param {string} name @param {string} value @param {string} other */
const saysMore = (name, value, other) =>
  !other || (name === "birthday" && other.startsWith("--") && value.endsWith(other.slice(1)));

/**
 * Asks how the one card is to be, and makes it.
 * @param {import("../api/nouns.js").Double} pair @returns {Promise<Customer | null>} the survivor, or nothing where it was left as it is
 */
export async function mergeDialog(pair) {
  const cards = await Promise.all([book.card(pair.a), book.card(pair.b)]);
  // Who comes more often stays by itself; the other card leads there.
  const first = cards[1].summary.visits > cards[0].summary.visits ? 1 : 0;
  const form = h("form", { class: "merge", noValidate: true });
  const view = h("div", { class: "merge-view", "aria-live": "polite" });
  const error = h("p", { class: "form-error", role: "alert" });
  /** @type {Customer | null} */
  let made = null;

  const chosen = () => {
    const typed = Object.fromEntries(new FormData(form));
    const keep = typed.keep === "1" ? 1 : 0;
    const changes = Object.fromEntries(
      single.filter((name) => name in typed).map((name) => [name, fieldOf(cards[Number(typed[name])].customer, name)]),
    );
    return { keep: cards[keep].customer.id, others: [cards[1 - keep].customer.id], changes };
  };
  const look = latest(() => {
    const { keep, others, changes } = chosen();
    return book.previewMerge(keep, others, changes);
  });
  const draw = async () => {
    error.textContent = "";
    try {
      const card = await look();
      if (card) show(view, h("h3", null, t("merge.willBe")), summary(card));
    } catch (why) {
      error.textContent = errorText(/** @type {any} */ (why));
    }
  };

  show(
    form,
    h("h2", { id: "merge-title" }, t("merge.title")),
    h("p", { class: "quiet" }, t("merge.text")),
    h(
      "div",
      { class: "dialog-body" },
      h(
        "table",
        { class: "merge-fields" },
        h(
          "tbody",
          null,
          fieldRow(
            "keep",
            t("merge.keep"),
            cards.map(({ customer, summary: came }) => cardName(customer, came)),
            first,
          ),
          single
            .map((name) => ({ name, values: cards.map(({ customer }) => fieldOf(customer, name)) }))
            .filter(({ values: [a, b] }) => a !== b)
            .map(({ name, values }) => {
              const preferred = saysMore(name, values[1 - first], values[first]) ? 1 - first : first;
              const shown = values.map((value) => (name === "birthday" && value ? dayInWords(value) : value));
              return fieldRow(name, t(`customer.${name}`), shown, preferred);
            }),
        ),
      ),
      view,
    ),
    error,
    h(
      "div",
      { class: "dialog-foot" },
      h("button", { class: "primary" }, t("doubles.merge")),
      h("button", { type: "button", onclick: () => dialog.close() }, t("entry.close")),
    ),
  );
  const dialog = h("dialog", { class: "sheet", "aria-labelledby": "merge-title", "data-dialog": "merge" }, form);
  form.addEventListener("change", draw);
  form.addEventListener("submit", async (/** @type {Event} */ event) => {
    event.preventDefault();
    const { keep, others, changes } = chosen();
    try {
      made = await book.mergeCustomers(keep, others, changes);
      dialog.close();
    } catch (why) {
      error.textContent = errorText(/** @type {any} */ (why));
    }
  });
  draw();
  await ask(dialog);
  return made;
}

/** @param {Customer} customer @param {string} name @returns {string} */
const fieldOf = (customer, name) => /** @type {any} */ (customer)[name] ?? "";

/** @param {Customer} customer @param {import("../api/nouns.js").Summary} came */
const cardName = (customer, came) => `${customer.name} (${t("card.visits", { count: came.visits })})`;

/** @param {string} name @param {string} label @param {string[]} values @param {number} preferred */
const fieldRow = (name, label, values, preferred) =>
  h(
    "tr",
    null,
    h("th", { scope: "row", id: `merge-${name}` }, label),
    values.map((value, i) =>
      h(
        "td",
        null,
        h(
          "label",
          { class: "tick" },
          h("input", {
            type: "radio",
            name,
            value: String(i),
            checked: i === preferred,
            "aria-describedby": `merge-${name}`,
          }),
          h("bdi", null, value || t("merge.blank")),
        ),
      ),
    ),
  );

/** @param {Customer} card */
const summary = (card) =>
  h(
    "dl",
    null,
    /** @type {[string, string][]} */ ([
      ["merge.name", card.name],
      ["customer.callMe", card.callMe],
      ["customer.sayIt", card.sayIt],
      ["customer.nick", card.nick],
      ["customer.company", card.company],
      ["customer.number", card.number],
      ["card.phone", card.phones.map((phone) => phone.typed).join(", ")],
      ["card.email", card.emails.map((email) => email.typed).join(", ")],
      ["card.address", card.addresses.map((a) => [a.street, a.postcode, a.town].filter(Boolean).join(" ")).join("; ")],
      ["customer.birthday", card.birthday ? dayInWords(card.birthday) : ""],
      ["customer.tags", card.tags.join(", ")],
      ["customer.source", card.source],
      ["customer.note", card.note],
    ])
      .filter(([, value]) => value)
      .map(([key, value]) => [h("dt", null, t(key)), h("dd", { dir: "auto" }, value)]),
  );
