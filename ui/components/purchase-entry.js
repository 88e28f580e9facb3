// <purchase-entry>: a purchase as one line, read back as it is typed: `2 bread 2.50, jam 3.20 -10%`.
// Tab takes the item that is offered, with its last price; Enter saves.
import * as book from "../api/book.js";
import { chooseOption, fire, h, latest, one, show } from "../dom.js";
import { amount, money, quantity, typedMoney } from "../format.js";
import { field, values } from "../forms.js";
import { errorText, t } from "../texts.js";
import { Entry } from "./entry.js";

/** The text with the item being typed replaced by the one taken. @param {string} text @param {string} completing @param {{item: string, unitMinor: number}} taken */
export function completed(text, completing, { item, unitMinor }) {
  const at = text.toLowerCase().lastIndexOf(completing.toLowerCase());
  const before = (at < 0 ? text : text.slice(0, at)).replace(/"$/, "");
  // A comma parts items, so a name that has one is held together by quotation marks; so is one that begins with a number, which would be read as how many.
  const name = /[,;]|^\d/.test(item) ? `"${item}"` : item;
  return `${before}${name} ${typedMoney(unitMinor)}`;
}

/** What the book asks for, out of what it read. @param {import("../api/nouns.js").ReadPurchase} read */
export const linesOf = (read) =>
  read.lines.map(({ item, quantityThousandths, unitMinor, discountMinor }) => ({
    item,
    quantityThousandths,
    unitMinor,
    discountMinor,
  }));

/** A price that is missing is asked for by the item's name. @param {import("../api/nouns.js").ReadPurchase} read */
export function problemText(read) {
  const priceless = /^lines\.(\d+)\.price$/.exec(read.problem?.field ?? "");
  const line = priceless && read.lines[Number(priceless[1])];
  return line ? t("purchase.noPrice", { item: line.item }) : errorText(/** @type {any} */ (read.problem));
}

class PurchaseEntry extends Entry {
  templateId = "purchase-template";
  #read = latest(book.readPurchase);
  #offer = latest(book.items);
  /** @type {{item: string, unitMinor: number}[]} */
  #items = [];
  #active = 0;
  #completing = "";

  prepare() {
    this.text = field(this.form, "text");
    this.options = one(this.form, "#purchase-items");
    this.understood = one(this.form, ".understood");
    this.text.addEventListener("input", () => this.#look());
    this.text.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.#onTextKey(event));
    this.options.addEventListener("mousedown", (/** @type {MouseEvent} */ event) => this.#onOption(event));
    this.#look();
  }

  restored() {
    this.#look();
  }

  async #look() {
    const text = this.text.value;
    if (!text.trim()) {
      show(this.understood, h("p", { class: "teach" }, t("purchase.teach")));
      this.#showItems([], "");
    }
    try {
      const read = await this.#read(text);
      if (!read || !text.trim()) return;
      this.#drawRead(read);
      const items = read.completing ? await this.#offer(read.completing) : [];
      if (items) this.#showItems(items, read.completing ?? "");
    } catch (error) {
      show(this.understood, h("p", { class: "unread" }, errorText(/** @type {any} */ (error))));
    }
  }

  /** @param {import("../api/nouns.js").ReadPurchase} read */
  #drawRead(read) {
    show(
      this.understood,
      h(
        "ul",
        null,
        read.lines.map((line) =>
          h(
            "li",
            null,
            h("span", { class: "num" }, quantity(line.quantityThousandths)),
            h("span", null, line.item, !line.known && h("small", { class: "quiet" }, ` ${t("purchase.newItem")}`)),
            h("span", { class: "num quiet" }, amount(line.unitMinor)),
            h("span", { class: "num quiet" }, line.discountMinor ? amount(-line.discountMinor) : ""),
            h("span", { class: "num" }, amount(line.amountMinor)),
          ),
        ),
      ),
      read.problem && h("p", { class: "unread" }, problemText(read)),
      h(
        "p",
        { class: "total" },
        read.discountMinor !== 0 && h("span", null, `${t("purchase.discount")} ${amount(read.discountMinor)}`),
        h("span", null, t("purchase.total")),
        h("b", null, money(read.totalMinor)),
      ),
    );
  }

  /** @param {{item: string, unitMinor: number}[]} items @param {string} completing */
  #showItems(items, completing) {
    this.#items = items;
    this.#completing = completing;
    this.#active = 0;
    this.options.hidden = items.length === 0;
    this.text.setAttribute("aria-expanded", String(items.length > 0));
    show(
      this.options,
      items.map((each, i) =>
        h(
          "li",
          { role: "option", id: `item-${i}`, "aria-selected": String(i === 0) },
          each.item,
          h("small", null, amount(each.unitMinor)),
        ),
      ),
    );
    this.#mark();
  }

  #mark() {
    chooseOption(this.text, this.options, this.#active);
  }

  /** @param {KeyboardEvent} event */
  #onTextKey(event) {
    if (!this.#items.length) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.#active = (this.#active + step + this.#items.length) % this.#items.length;
    else if (event.key === "Tab" && !event.shiftKey) this.#take();
    else return;
    event.preventDefault();
    this.#mark();
  }

  /** @param {MouseEvent} event */
  #onOption(event) {
    const option = /** @type {HTMLElement} */ (event.target).closest("[role=option]");
    if (!option) return;
    event.preventDefault();
    this.#active = [...this.options.children].indexOf(option);
    this.#take();
  }

  #take() {
    this.text.value = completed(this.text.value, this.#completing, this.#items[this.#active]);
    this.#showItems([], "");
    this.#look();
  }

  /** @param {string} act @param {HTMLElement} button */
  async act(act, button) {
    if (act !== "fields") return super.act(act, button);
    const read = this.text.value.trim() ? await book.readPurchase(this.text.value).catch(() => null) : null;
    fire(this, "start-entry", { deed: "purchase-fields", subject: read ? linesOf(read) : [] });
  }

  async save() {
    const { text, day } = values(this.form);
    const read = await book.readPurchase(text);
    if (read.problem) throw new book.BookError({ message: problemText(read), field: "text" });
    /** @type {import("../api/nouns.js").NewPurchase} */
    const purchase = { customerId: this.customerId, lines: linesOf(read), discountMinor: read.discountMinor };
    if (day.trim()) purchase.day = (await book.readDay(day)).day;
    const { id, totalMinor } = await book.recordPurchase(purchase);
    return { text: t("toast.purchase", { name: this.card.customer.name, amount: money(totalMinor) }), mark: id };
  }
}

customElements.define("purchase-entry", PurchaseEntry);
