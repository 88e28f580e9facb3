// <find-box>: the one box that finds people, at the same place on every screen.
// Fires "open-customer" {id}, "preview-customer" {id} and "new-customer" {text}.
import * as book from "../api/book.js";
import { chooseOption, fire, h, latest, one, show, template } from "../dom.js";
import { foundRow } from "../parts/found-row.js";
import { errorText, t } from "../texts.js";

/** A card is fetched only once the person stops at a row this long (ms); finding itself never waits. */
const glance = 140;

export class FindBox extends HTMLElement {
  /** @type {import("../api/nouns.js").Found[]} */
  rows = [];
  active = 0;
  #ask = latest(book.find);
  #asked = Promise.resolve();
  #shown = "";
  #glancing = 0;

  connectedCallback() {
    this.append(template("find-box-template"));
    this.input = one(this, "#find");
    this.results = one(this, "#results");
    this.caption = one(this, "#results-caption");
    this.nobody = one(this, "#nobody");
    this.input.addEventListener("input", () => this.look());
    this.input.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.#onKey(event));
    this.input.addEventListener("focus", () => this.#open(true));
    this.addEventListener("focusout", () =>
      setTimeout(() => this.contains(document.activeElement) || this.#open(false)),
    );
    this.results.addEventListener("mousedown", (/** @type {MouseEvent} */ event) => event.preventDefault());
    this.results.addEventListener("click", (/** @type {MouseEvent} */ event) => this.#onClick(event));
  }

  /** The box, ready for the next name: typing replaces what stands there. */
  focusBox() {
    this.input.focus();
    this.input.select();
  }

  clear() {
    this.input.value = "";
    return this.look();
  }

  /** Asks for what stands in the box. Every keystroke asks at once; answers that come late are dropped. */
  look() {
    this.#open(true);
    this.#asked = this.#answer(this.input.value);
    return this.#asked;
  }

  /** Asks the same again because the book changed; the one just served stays the one Enter opens. @param {string | null} [id] */
  again(id = this.rows[this.active]?.id ?? null) {
    this.#asked = this.#answer(this.input.value, id);
    return this.#asked;
  }

  /** @param {string} text @param {string | null} [keep] the id that stays chosen, without another glance at its card */
  async #answer(text, keep) {
    try {
      const rows = await this.#ask(text);
      if (rows === null) return;
      this.rows = rows;
      this.#shown = text;
      this.active = Math.max(
        0,
        rows.findIndex((row) => row.id === keep),
      );
      this.#draw(keep === undefined);
    } catch (error) {
      this.rows = [];
      this.#shown = text;
      show(this.results);
      this.nobody.textContent = errorText(/** @type {any} */ (error));
    }
  }

  /** @param {boolean} previewing */
  #draw(previewing) {
    const typed = this.#shown.trim();
    this.caption.textContent = typed ? t("find.count", { count: this.rows.length }) : t("find.lately");
    this.caption.hidden = this.rows.length === 0;
    const options = this.rows.map((row, i) => foundRow(row, i, typed));
    if (typed) options.push(this.#newRow(typed));
    show(this.results, options);
    this.nobody.textContent = this.rows.length ? "" : t(typed ? "find.nobody" : "find.empty");
    this.results.hidden = options.length === 0;
    this.#mark(previewing && typed !== "");
  }

  /** @param {string} typed */
  #newRow(typed) {
    return h(
      "li",
      { role: "option", id: "result-new", class: "found-new", "aria-selected": "false", "data-new": "" },
      h("span", { class: "plus", "aria-hidden": "true" }, "+"),
      h("span", null, t("find.new", { text: typed })),
      h("kbd", { "aria-hidden": "true" }, t("find.newKey")),
    );
  }

  /** Shows which row Enter opens. @param {boolean} [previewing] */
  #mark(previewing = true) {
    chooseOption(this.input, this.results, this.active)?.scrollIntoView({ block: "nearest" });
    clearTimeout(this.#glancing);
    const row = this.rows[this.active];
    if (row && previewing && document.activeElement === this.input) {
      this.#glancing = window.setTimeout(() => fire(this, "preview-customer", { id: row.id }), glance);
    }
  }

  /** @param {boolean} open */
  #open(open) {
    this.toggleAttribute("data-open", open);
    this.input.setAttribute("aria-expanded", String(open || document.body.dataset.screen === "counter"));
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step) {
      event.preventDefault();
      this.#open(true);
      const last = this.results.children.length - 1;
      this.active = Math.max(0, Math.min(last, this.active + step));
      this.#mark();
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      this.#enter(event.ctrlKey || event.metaKey);
    } else if (event.key === "Escape" && this.input.value !== "") {
      event.preventDefault();
      this.clear();
    }
  }

  /** Enter means what stands in the box now, even when its answer is still on the way. @param {boolean} anew */
  async #enter(anew) {
    clearTimeout(this.#glancing);
    await this.#asked;
    clearTimeout(this.#glancing);
    const typed = this.input.value.trim();
    const row = anew ? undefined : this.rows[this.active];
    if (row) this.#choose(row.id);
    else if (typed) this.#create(typed);
  }

  /** @param {MouseEvent} event */
  #onClick(event) {
    const option = /** @type {HTMLElement} */ (event.target).closest("[role=option]");
    if (!option) return;
    if (option.hasAttribute("data-new")) this.#create(this.input.value.trim());
    else {
      this.active = [...this.results.children].indexOf(option);
      this.#mark(false);
      this.#choose(this.rows[this.active].id);
    }
  }

  /** @param {string} id */
  #choose(id) {
    this.#open(false);
    fire(this, "open-customer", { id });
  }

  /** @param {string} text */
  #create(text) {
    this.#open(false);
    fire(this, "new-customer", { text });
  }
}

customElements.define("find-box", FindBox);
