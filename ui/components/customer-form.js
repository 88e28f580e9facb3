// <customer-form>: adds or changes one person. Warns while typing when someone like that is already in the book.
// Fires "form-closed", "open-double" {id} and, once the book has it, "deed-done".
import * as book from "../api/book.js";
import { fire, h, latest, one, show, template } from "../dom.js";
import { attempt, field } from "../forms.js";
import { chord } from "../keys.js";
import { birthdayParts, changesOf, customerFrom, guess } from "../parts/customer-values.js";
import { doubleRows } from "../parts/doubles.js";
import { addRow, fillMany, readMany } from "../parts/many-fields.js";
import { t } from "../texts.js";

const plain = ["given", "family", "callMe", "sayIt", "nick", "company", "number", "source", "note"];
const lists = /** @type {const} */ (["phones", "emails", "addresses"]);

class CustomerForm extends HTMLElement {
  /** What was typed in the find box. */
  typed = "";
  /** @type {import("../api/nouns.js").Customer | null} */
  customer = null;
  /** @type {string | null} */
  referredByName = null;
  dirty = false;
  /** @type {HTMLFormElement} */
  form = h("form", { noValidate: true, autocomplete: "off", class: "customer" });
  #like = latest(book.likelyDoubles);
  /** @type {import("../api/nouns.js").Found[]} */
  #doubles = [];

  get deeds() {
    return [
      { deed: "save", key: "Enter", text: t("customer.save"), run: () => this.form.requestSubmit() },
      { deed: "close", key: "Escape", text: t("entry.close"), run: () => this.#close() },
    ];
  }

  /** A short name for the bar that leads back here. */
  get shortName() {
    const { given, family, company } = this.#values();
    return [given, family].filter(Boolean).join(" ") || company || t("customer.someone");
  }

  /** Draws the form, or shows it again, with the cursor where typing goes on. */
  start() {
    if (!this.firstChild) this.#build();
    const first = this.customer ? field(this.form, "given") : this.#firstEmpty();
    first.focus();
  }

  #build() {
    this.form.append(template("customer-template"));
    this.append(this.form);
    const title = this.customer ? t("customer.edit", { name: this.customer.name }) : t("customer.new");
    one(this.form, "h2").textContent = title;
    this.form.setAttribute("aria-label", title);
    this.#fill(this.customer ?? guess(this.typed));
    this.form.addEventListener("input", () => {
      this.dirty = true;
      this.#warn();
    });
    this.form.addEventListener("submit", (event) => this.#onSubmit(event));
    this.form.addEventListener("click", (event) => this.#onClick(event));
    this.form.addEventListener("keydown", (event) => this.#onKey(event));
    this.#warn();
  }

  /** @param {Partial<import("../api/nouns.js").Customer>} from */
  #fill(from) {
    for (const name of plain) field(this.form, name).value = /** @type {any} */ (from)[name] ?? "";
    field(this.form, "tags").value = (from.tags ?? []).join(", ");
    const { day, month, year } = birthdayParts(from.birthday ?? "");
    show(one(this.form, "[name=birthMonth]"), this.#months());
    field(this.form, "birthDay").value = day;
    field(this.form, "birthMonth").value = month;
    field(this.form, "birthYear").value = year;
    field(this.form, "referredBy").choose(from.referredBy ?? null, this.referredByName ?? "");
    for (const name of lists) fillMany(one(this.form, `[data-many=${name}]`), name, from[name] ?? []);
  }

  #months() {
    const names = new Intl.DateTimeFormat(undefined, { month: "long", timeZone: "UTC" });
    const months = Array.from({ length: 12 }, (_, i) => names.format(new Date(Date.UTC(2000, i, 15))));
    return [
      h("option", { value: "" }, t("customer.birthMonth")),
      ...months.map((name, i) => h("option", { value: String(i + 1).padStart(2, "0") }, name)),
    ];
  }

  #firstEmpty() {
    const order = ["given", "family", "phones.0.typed"];
    return (
      order.map((name) => field(this.form, name)).find((input) => input && !input.value) ?? field(this.form, "given")
    );
  }

  #values() {
    const typed = Object.fromEntries(new FormData(this.form));
    const many = Object.fromEntries(lists.map((name) => [name, readMany(one(this.form, `[data-many=${name}]`), name)]));
    return customerFrom(/** @type {any} */ (typed), many, field(this.form, "referredBy").value);
  }

  /** Asks as one types whether someone like that exists; an answer never stops the typing. */
  async #warn() {
    const found = await this.#like(this.#values()).catch(() => []);
    if (!found) return;
    this.#doubles = found.filter((row) => row.id !== this.customer?.id);
    show(one(this.form, ".doubles"), doubleRows(this.#doubles));
  }

  /** @param {Event} event */
  async #onSubmit(event) {
    event.preventDefault();
    const values = this.#values();
    const before = this.customer;
    const saved = await attempt(this.form, () =>
      before ? book.editCustomer(before.id, changesOf(before, values)) : book.addCustomer(values),
    );
    if (!saved) return;
    this.dirty = false;
    fire(this, "deed-done", {
      text: t(before ? "toast.edited" : "toast.added", { name: saved.name }),
      customerId: saved.id,
      open: true,
    });
  }

  #close() {
    fire(this, "form-closed");
  }

  /** @param {Event} event */
  #onClick(event) {
    const button = /** @type {HTMLElement | null} */ (/** @type {HTMLElement} */ (event.target).closest("[data-act]"));
    if (!button) return;
    const { act, many = "", id = "" } = button.dataset;
    if (act === "close") this.#close();
    else if (act === "double") fire(this, "open-double", { id });
    else if (act === "more")
      addRow(one(this.form, `[data-many=${many}]`), many)
        .querySelector("input:not([data-quiet])")
        ?.focus();
    else if (act === "less") {
      button.closest(".row")?.remove();
      this.dirty = true;
      this.#warn();
    }
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const pressed = chord(event);
    const digit = /^Ctrl\+(\d)$/.exec(pressed);
    const double = digit && this.#doubles[Number(digit[1]) - 1];
    if (double) fire(this, "open-double", { id: double.id });
    else if (pressed === "Escape" && !event.defaultPrevented) this.#close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

customElements.define("customer-form", CustomerForm);
