// <purchase-fields-entry>: the same purchase as a small form, for those who like fields.
import * as book from "../api/book.js";
import { fire, h, one } from "../dom.js";
import { amount, money, quantity, readMoney, readQuantity, typedMoney } from "../format.js";
import { icon } from "../icons.js";
import { t } from "../texts.js";
import { Entry } from "./entry.js";

const columns = /** @type {const} */ (["item", "quantity", "price", "discount"]);

class PurchaseFieldsEntry extends Entry {
  templateId = "purchase-fields-template";

  prepare() {
    this.body = one(this.form, "tbody");
    const lines = Array.isArray(this.subject) && this.subject.length ? this.subject : [null];
    for (const line of lines) this.#addLine(line);
    this.form.addEventListener("input", () => this.#sum());
    this.#sum();
  }

  /** @param {import("../api/nouns.js").NewLine | null} line */
  #addLine(line) {
    const typed = line
      ? [
          line.item,
          quantity(line.quantityThousandths ?? 1000),
          typedMoney(line.unitMinor),
          line.discountMinor ? typedMoney(line.discountMinor) : "",
        ]
      : ["", "1", "", ""];
    this.body.append(
      h(
        "tr",
        null,
        columns.map((column, i) =>
          h(
            "td",
            { class: i ? "field num" : "field" },
            h("input", {
              "data-column": column,
              value: typed[i],
              inputmode: i ? "decimal" : "text",
              autocomplete: "off",
              "aria-label": t(`purchase.${column}`),
            }),
          ),
        ),
        h("td", { class: "num", "data-amount": "" }),
        h(
          "td",
          null,
          h(
            "button",
            { type: "button", class: "small", "data-act": "drop", "aria-label": t("purchase.dropLine") },
            icon("cross"),
          ),
        ),
      ),
    );
    this.#number();
  }

  /** Fields are named by their place, as the book's errors name them. */
  #number() {
    [...this.body.children].forEach((row, i) => {
      for (const input of row.querySelectorAll("input")) input.name = `lines.${i}.${input.dataset.column}`;
    });
  }

  /** One row as the book takes it; a field that is no number is refused here. @param {Element} row @param {number} i */
  #line(row, i) {
    const [item, count, price, discount] = [...row.querySelectorAll("input")].map((input) => input.value.trim());
    return {
      item,
      quantityThousandths: readOr(readQuantity, count || "1", `lines.${i}.quantity`),
      unitMinor: readOr(readMoney, price, `lines.${i}.price`),
      discountMinor: discount ? readOr(readMoney, discount, `lines.${i}.discount`) : 0,
    };
  }

  #sum() {
    let total = 0;
    [...this.body.children].forEach((row, i) => {
      const cell = one(row, "[data-amount]");
      try {
        const line = this.#line(row, i);
        const minor = Math.round((line.quantityThousandths * line.unitMinor) / 1000) - line.discountMinor;
        total += minor;
        cell.textContent = amount(minor);
      } catch {
        cell.textContent = "–";
      }
    });
    total -= readMoney(one(this.form, "[name=discountMinor]").value) ?? 0;
    one(this.form, "[data-total]").textContent = money(total);
  }

  /** @param {string} act @param {HTMLElement} button */
  act(act, button) {
    if (act === "line") {
      this.#addLine(null);
      this.body.lastElementChild.querySelector("input").focus();
    } else if (act === "drop" && this.body.children.length > 1) {
      button.closest("tr")?.remove();
      this.#number();
      this.#sum();
      this.first()?.focus();
    } else if (act === "text") fire(this, "start-entry", { deed: "purchase" });
    else super.act(act, button);
  }

  async save() {
    const rows = [...this.body.children].filter((row, i) => i === 0 || row.querySelector("input").value.trim());
    const lines = rows.map((row, i) => this.#line(row, i));
    const form = new FormData(this.form);
    const text = (/** @type {string} */ name) => String(form.get(name) ?? "").trim();
    /** @type {import("../api/nouns.js").NewPurchase} */
    const purchase = { customerId: this.customerId, lines, note: text("note") };
    if (text("discountMinor")) purchase.discountMinor = readOr(readMoney, text("discountMinor"), "discountMinor");
    if (text("day")) purchase.day = (await book.readDay(text("day"))).day;
    const { id, totalMinor } = await book.recordPurchase(purchase);
    return { text: t("toast.purchase", { name: this.card.customer.name, amount: money(totalMinor) }), mark: id };
  }
}

/** @param {(text: string) => number | null} read @param {string} text @param {string} field */
function readOr(read, text, field) {
  const value = read(text);
  if (value === null) throw new book.BookError({ code: "page_not_a_number", message: t("purchase.notANumber"), field });
  return value;
}

customElements.define("purchase-fields-entry", PurchaseFieldsEntry);
