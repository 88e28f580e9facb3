// <book-screen>: everyone in the book as one table, or, while a file is read in, the page that shows what it would do.
import * as book from "../api/book.js";
import { fire, h, show } from "../dom.js";
import { handOnDialog } from "../parts/hand-on-dialog.js";
import { t } from "../texts.js";

class BookScreen extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    this.filter = h("input", {
      id: "filter",
      type: "search",
      autocomplete: "off",
      spellcheck: false,
      placeholder: t("book.filterHint"),
      "aria-label": t("book.filter"),
      oninput: () => this.table.search(this.filter.value),
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.#onFilterKey(event),
    });
    this.count = h("p", { class: "quiet", role: "status" });
    this.table = /** @type {any} */ (document.createElement("people-table"));
    this.head = h(
      "header",
      { class: "screen-head" },
      h("h1", null, t("screen.book")),
      this.count,
      this.filter,
      h("button", { type: "button", id: "doubles", onclick: () => this.#lookForDoubles() }, t("book.doubles")),
      h("button", { type: "button", id: "hand-on", onclick: () => this.#handOn() }, t("book.handOn")),
      h("button", { type: "button", id: "import", onclick: () => this.#choose() }, t("book.import")),
    );
    show(this, this.head, this.table);
    this.addEventListener("counted", (event) => {
      this.count.textContent = t("book.count", { count: /** @type {CustomEvent} */ (event).detail.total });
    });
    this.addEventListener("import-closed", () => this.#backToAll());
    this.addEventListener("doubles-closed", () => this.#backToAll());
  }

  /** A file being read in, or doubles being looked through, in place of the list. */
  get page() {
    return /** @type {any} */ (this.querySelector("import-page, doubles-page"));
  }

  get deeds() {
    if (this.page) return this.page.deeds;
    return [
      { deed: "filter", key: "f", text: t("book.filter"), run: () => this.filter.focus() },
      { deed: "doubles", key: "d", text: t("book.doubles"), run: () => this.#lookForDoubles() },
      { deed: "hand-on", key: "h", text: t("book.handOn"), run: () => this.#handOn() },
      { deed: "import", key: "i", text: t("book.import"), run: () => this.#choose() },
      { deed: "open", key: "Enter", text: t("today.open"), run: () => this.table.open() },
    ];
  }

  async enter() {
    if (this.page) return this.page.take();
    await this.refresh();
    this.take();
  }

  take() {
    if (this.page) this.page.take();
    else this.table.take();
  }

  refresh() {
    return this.page ? this.page.refresh?.() : this.table.refresh();
  }

  /** @param {KeyboardEvent} event */
  #onFilterKey(event) {
    if (event.key === "Escape" && this.filter.value) {
      this.filter.value = "";
      this.table.search("");
    } else if (event.key === "ArrowDown" || event.key === "Enter") this.table.take();
    else return;
    event.preventDefault();
  }

  async #choose() {
    try {
      const file = await book.chooseFile();
      if (file) this.importFile(file);
    } catch (error) {
      fire(this, "failed", { error });
    }
  }

  /** Shows what a file would do. @param {import("../api/nouns.js").Place} file */
  async importFile(file) {
    if (this.page?.mayLeave && !(await this.page.mayLeave())) return;
    const page = /** @type {any} */ (document.createElement("import-page"));
    page.file = file;
    show(this, page);
    page.start();
    fire(this, "deeds-changed");
  }

  async #handOn() {
    const text = await handOnDialog();
    this.take();
    if (text) fire(this, "say", { text });
  }

  #lookForDoubles() {
    const page = /** @type {any} */ (document.createElement("doubles-page"));
    show(this, page);
    page.start();
    fire(this, "deeds-changed");
  }

  async #backToAll() {
    show(this, this.head, this.table);
    await this.refresh();
    this.take();
    fire(this, "deeds-changed");
  }
}

customElements.define("book-screen", BookScreen);
