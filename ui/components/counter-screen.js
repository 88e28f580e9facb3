// <counter-screen>: one person at a time. Shows a card, or the form that adds or changes one, or how to begin.
import * as book from "../api/book.js";
import { fire, h, latest, show } from "../dom.js";
import { welcome } from "../parts/welcome.js";
import { errorText, t } from "../texts.js";

export class CounterScreen extends HTMLElement {
  /** @type {string | null} */
  #id = null;
  /** A form left for another card, with all that was typed. @type {any} */
  #kept = null;
  #ask = latest(book.card);

  connectedCallback() {
    if (this.#id || this.querySelector("customer-form")) return;
    show(this, h("h1", { class: "unseen" }, t("screen.counter")), welcome());
    this.addEventListener("edit-customer", (event) => this.edit(/** @type {CustomEvent} */ (event).detail.card));
    this.addEventListener("form-closed", () => this.#closeForm());
    this.addEventListener("open-double", (event) => this.#openDouble(/** @type {CustomEvent} */ (event).detail.id));
  }

  get card() {
    return /** @type {any} */ (this.querySelector("customer-card"));
  }

  get form() {
    return /** @type {any} */ (this.querySelector("customer-form"));
  }

  get customerId() {
    return this.#id;
  }

  get deeds() {
    return this.form?.deeds ?? this.card?.deeds ?? [];
  }

  /** Whether something typed would be lost by showing someone else. */
  get busy() {
    return Boolean(this.form || this.card?.entry);
  }

  /**
   * Shows a card. `focus` gives it the keys, `mark` the id of a new row to point at.
   * @param {string} id @param {{focus?: boolean, mark?: string | null, deed?: string}} [how]
   */
  async open(id, { focus = true, mark = null, deed } = {}) {
    if (focus && this.form) this.#keep();
    if (this.#id === id && this.card && !mark) {
      if (focus) this.card.take();
      if (deed) this.card.start(deed);
      if (focus) this.refresh();
      return;
    }
    try {
      const card = await this.#ask(id);
      if (card) this.#draw(card, mark);
      else return;
    } catch (error) {
      this.#fail(error);
      return;
    }
    if (focus) this.card.take();
    if (deed) this.card.start(deed);
  }

  /** The same person again after a deed. @param {string | null} [mark] */
  async refresh(mark = null) {
    if (!this.#id || !this.card) return;
    try {
      const card = await this.#ask(this.#id);
      if (card) this.#draw(card, mark);
    } catch {
      // Taken back or removed: there is nobody left to show.
      this.leave();
    }
  }

  /** Back to the beginning. */
  leave() {
    this.#id = null;
    this.#replace(welcome());
  }

  /** @param {string} text */
  add(text) {
    const form = document.createElement("customer-form");
    /** @type {any} */ (form).typed = text;
    this.#showForm(form);
  }

  /** @param {import("../api/nouns.js").Card} card */
  edit(card) {
    const form = document.createElement("customer-form");
    /** @type {any} */ (form).customer = card.customer;
    /** @type {any} */ (form).referredByName = card.referredByName;
    this.#showForm(form);
  }

  /** @param {any} form */
  #showForm(form) {
    this.#replace(form);
    form.start();
    fire(this, "deeds-changed");
  }

  /** @param {import("../api/nouns.js").Card} card @param {string | null} mark */
  #draw(card, mark) {
    this.#id = card.customer.id;
    const shown = this.card ?? document.createElement("customer-card");
    if (!this.card) this.#replace(shown);
    shown.show(card, mark);
    fire(this, "deeds-changed");
  }

  #keep() {
    this.#kept = this.form;
    this.form.remove();
  }

  #keptBar() {
    const form = this.#kept;
    const drop = () => {
      this.#kept = null;
      this.querySelector(".kept")?.remove();
    };
    const resume = () => {
      drop();
      this.#showForm(form);
    };
    return h(
      "p",
      { class: "kept" },
      h("span", null, t("customer.kept", { name: form.shortName })),
      h("button", { type: "button", onclick: resume }, t("customer.goOn")),
      h("button", { type: "button", class: "plain", onclick: drop }, t("customer.drop")),
    );
  }

  /** @param {string} id */
  #openDouble(id) {
    this.#keep();
    this.open(id);
  }

  async #closeForm() {
    const id = this.form?.customer?.id ?? this.#id;
    if (this.form?.dirty) this.#keep();
    else this.form?.remove();
    if (!id) {
      this.leave();
      fire(this, "go-find");
      return;
    }
    await this.open(id, { focus: true });
  }

  /** @param {any} error */
  #fail(error) {
    this.#id = null;
    this.#replace(h("div", { class: "state", role: "alert" }, h("p", null, errorText(error))));
  }

  /** @param {Element} content */
  #replace(content) {
    for (const old of [...this.children].slice(1)) old.remove();
    if (this.#kept && content !== this.#kept) this.append(this.#keptBar());
    this.append(content);
  }
}

customElements.define("counter-screen", CounterScreen);
