// <person-field name="referredBy">: a field that holds one customer, found as in the find box.
import * as book from "../api/book.js";
import { chooseOption, fire, h, latest, show } from "../dom.js";
import { t } from "../texts.js";

class PersonField extends HTMLElement {
  #find = latest((/** @type {string} */ text) => book.find(text, 6));
  /** @type {import("../api/nouns.js").Found[]} */
  #rows = [];
  #active = 0;
  /** @type {string | null} the id chosen */
  value = null;

  connectedCallback() {
    if (this.firstChild) return;
    const id = `c-${this.getAttribute("name")}`;
    this.input = h("input", {
      id,
      role: "combobox",
      autocomplete: "off",
      spellcheck: false,
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": `${id}-list`,
      placeholder: t("find.hint"),
    });
    this.options = h("ul", { id: `${id}-list`, role: "listbox", "aria-label": t("find.label"), hidden: true });
    this.append(this.input, this.options);
    this.input.addEventListener("input", () => this.#look());
    this.input.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.#onKey(event));
    this.input.addEventListener("blur", () => this.#close());
    this.options.addEventListener("mousedown", (/** @type {MouseEvent} */ event) => {
      event.preventDefault();
      const option = /** @type {HTMLElement} */ (event.target).closest("[role=option]");
      if (option) this.#take([...this.options.children].indexOf(option));
    });
  }

  /** @param {string | null} id @param {string} name */
  choose(id, name) {
    this.value = id;
    this.input.value = id ? name : "";
  }

  async #look() {
    this.value = null;
    const text = this.input.value.trim();
    const rows = text ? await this.#find(text).catch(() => []) : [];
    if (!rows) return;
    this.#rows = rows;
    this.#active = 0;
    show(
      this.options,
      rows.map((row, i) =>
        h(
          "li",
          { role: "option", id: `${this.options.id}-${i}` },
          h("bdi", null, row.name),
          h("small", null, row.phones[0] ?? row.town),
        ),
      ),
    );
    this.options.hidden = rows.length === 0;
    this.input.setAttribute("aria-expanded", String(rows.length > 0));
    this.#mark();
  }

  #mark() {
    chooseOption(this.input, this.options, this.#active);
  }

  #close() {
    // Only a person found counts: words alone would be lost, so they are not left standing.
    if (!this.value && this.input.value) this.input.value = "";
    this.options.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
  }

  /** @param {number} index */
  #take(index) {
    const row = this.#rows[index];
    this.choose(row.id, row.name);
    this.#close();
    fire(this, "input");
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (this.options.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.#active = (this.#active + step + this.#rows.length) % this.#rows.length;
    else if (event.key === "Enter") this.#take(this.#active);
    else if (event.key === "Escape") this.#close();
    else return;
    event.preventDefault();
    event.stopPropagation();
    this.#mark();
  }
}

customElements.define("person-field", PersonField);
