// <doubles-page>: who may be in the book twice, the likeliest first, each pair with its reasons. Nobody is made one by itself.
// Fires "doubles-closed".
import * as book from "../api/book.js";
import { fire, h, latest, one, show } from "../dom.js";
import { number, relativeDay } from "../format.js";
import { mergeDialog } from "../parts/merge-dialog.js";
import { progressLine } from "../parts/progress.js";
import { errorText, t } from "../texts.js";

const most = 200;

class DoublesPage extends HTMLElement {
  /** @type {import("../api/nouns.js").Double[]} */
  pairs = [];
  total = 0;
  at = 0;
  #ask = latest((/** @type {(p: any) => void} */ hear) => book.duplicates(most, hear));

  get deeds() {
    const close = { deed: "close", key: "Escape", text: t("import.backToBook"), run: () => this.close() };
    if (!this.pairs.length) return [close];
    return [
      { deed: "merge", key: "Enter", text: t("doubles.merge"), run: () => this.merge() },
      { deed: "tell-apart", key: "x", text: t("doubles.apart"), run: () => this.tellApart() },
      close,
    ];
  }

  start() {
    this.heading = h("h1", { tabindex: "-1" }, t("doubles.title"));
    this.count = h("p", { class: "quiet", role: "status" });
    this.body = h("div", { class: "screen-body" });
    show(
      this,
      h(
        "header",
        { class: "screen-head" },
        this.heading,
        this.count,
        h("button", { type: "button", id: "doubles-back", onclick: () => this.close() }, t("import.backToBook")),
      ),
      this.body,
    );
    this.addEventListener("keydown", (event) => this.#onKey(event));
    this.addEventListener("click", (event) => this.#onClick(event));
    this.addEventListener("focusin", (event) => this.#onFocus(event));
    this.heading.focus();
    return this.refresh();
  }

  take() {
    /** @type {HTMLElement | null} */ (this.querySelector(`[data-pair="${this.at}"]`) ?? this.heading)?.focus();
  }

  async refresh() {
    const progress = progressLine(t("doubles.looking"), () => book.cancel());
    if (!this.pairs.length) show(this.body, progress.element);
    try {
      const found = await this.#ask(progress.hear);
      if (!found) return;
      this.pairs = found.pairs;
      this.total = found.total;
      this.#draw();
    } catch (error) {
      show(this.body, h("p", { class: "state", role: "alert" }, errorText(/** @type {any} */ (error))));
    }
    fire(this, "deeds-changed");
  }

  #draw() {
    const inside = this.contains(document.activeElement) || document.activeElement === document.body;
    one(this, "[role=status]").textContent = this.total ? t("doubles.count", { count: this.total }) : "";
    this.at = Math.max(0, Math.min(this.at, this.pairs.length - 1));
    show(
      this.body,
      this.pairs.length
        ? h("ul", { class: "double-list" }, this.pairs.map(pairRow))
        : h("p", { class: "state" }, t("doubles.none")),
      this.total > this.pairs.length && h("p", { class: "quiet" }, t("doubles.more", { n: number(this.pairs.length) })),
    );
    this.#choose();
    if (inside) this.take();
  }

  #choose() {
    for (const row of this.querySelectorAll("[data-pair]")) {
      /** @type {HTMLElement} */ (row).tabIndex = Number(row.getAttribute("data-pair")) === this.at ? 0 : -1;
    }
  }

  async merge() {
    const pair = this.pairs[this.at];
    if (!pair) return;
    try {
      const made = await mergeDialog(pair);
      this.take();
      if (!made) return;
      fire(this, "deed-done", { text: t("toast.merged", { name: made.name }), stay: true });
    } catch (error) {
      fire(this, "failed", { error });
    }
  }

  async tellApart() {
    const pair = this.pairs[this.at];
    if (!pair) return;
    try {
      await book.tellApart(pair.a, pair.b);
      fire(this, "deed-done", { text: t("toast.apart", { one: pair.one.name, other: pair.other.name }), stay: true });
    } catch (error) {
      fire(this, "failed", { error });
    }
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const row = /** @type {HTMLElement} */ (event.target).closest("[data-pair]");
    const step = row && { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (step) {
      /** @type {HTMLElement | null} */ (this.querySelector(`[data-pair="${this.at + step}"]`))?.focus();
    } else if (row && event.key === "Enter" && event.target === row) this.merge();
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {Event} event */
  #onFocus(event) {
    const row = /** @type {HTMLElement} */ (event.target).closest("[data-pair]");
    if (!row) return;
    this.at = Number(row.getAttribute("data-pair"));
    this.#choose();
  }

  /** @param {Event} event */
  #onClick(event) {
    const act = /** @type {HTMLElement} */ (event.target).closest("[data-act]")?.getAttribute("data-act");
    if (act === "merge") this.merge();
    else if (act === "apart") this.tellApart();
  }

  close() {
    book.cancel().catch(() => {});
    fire(this, "doubles-closed");
  }
}

/** @param {import("../api/nouns.js").Double} pair @param {number} i */
const pairRow = (pair, i) =>
  h(
    "li",
    { class: "double", "data-pair": i, tabindex: "-1" },
    h("div", { class: "two" }, person(pair.one), person(pair.other)),
    h("p", { class: "why" }, pair.why.join(" · ")),
    h(
      "div",
      { class: "pair-acts" },
      h("button", { type: "button", "data-act": "merge" }, t("doubles.merge")),
      h("button", { type: "button", "data-act": "apart" }, t("doubles.apart")),
    ),
  );

/** @param {import("../api/nouns.js").Found} found */
const person = (found) =>
  h(
    "div",
    { class: "one" },
    h("bdi", { class: "name" }, found.name),
    h(
      "span",
      { class: "quiet" },
      [found.phones[0] ?? found.emails[0], found.town, found.lastDay ? relativeDay(found.lastDay) : t("find.never")]
        .filter(Boolean)
        .join(" · "),
    ),
  );

customElements.define("doubles-page", DoublesPage);
