// <book-history>: every deed in the book, newest first; each can be taken back unless something was built on it.
import * as book from "../api/book.js";
import { fire, h, show } from "../dom.js";
import { deedRow } from "../parts/deed-row.js";
import { keptDialog } from "../parts/kept-dialog.js";
import { errorText, t } from "../texts.js";

const page = 40;

class BookHistory extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    this.list = h("ol", { class: "deeds" });
    this.state = h("p", { class: "state", role: "status" }, t("page.loading"));
    this.more = h("button", { type: "button", hidden: true, onclick: () => this.#load() }, t("history.more"));
    show(this, this.list, this.state, this.more);
    this.addEventListener("click", (event) => this.#onClick(event));
  }

  async refresh() {
    show(this.list);
    await this.#load();
  }

  async #load() {
    const before = /** @type {HTMLElement | null} */ (this.list.lastElementChild)?.dataset.deedId ?? null;
    try {
      const deeds = await book.history({ before, limit: page });
      this.list.append(...deeds.map((deed) => deedRow(deed, deed.undone ? null : undoButton(deed))));
      this.more.hidden = deeds.length < page;
      this.state.textContent = this.list.children.length ? "" : t("history.empty");
    } catch (error) {
      this.state.textContent = errorText(/** @type {any} */ (error));
    }
    this.state.hidden = !this.state.textContent;
  }

  /** @param {Event} event */
  async #onClick(event) {
    const row = /** @type {HTMLElement | null} */ (
      /** @type {HTMLElement} */ (event.target).closest("[data-undo]")?.closest("[data-deed-id]")
    );
    if (!row) return;
    try {
      const done = await book.undo(row.dataset.deedId ?? null);
      fire(this, "deed-done", { text: t("toast.undone", { deed: done.undone.summary }), undone: true, stay: true });
      await keptDialog(done);
    } catch (error) {
      row.querySelector(".form-error")?.remove();
      row.append(h("p", { class: "form-error", role: "alert" }, errorText(/** @type {any} */ (error))));
    }
  }
}

/** @param {import("../api/nouns.js").Deed} deed */
const undoButton = (deed) =>
  h(
    "button",
    { type: "button", class: "small-text", "data-undo": "", "aria-label": t("history.undoOf", { deed: deed.summary }) },
    t("history.undo"),
  );

customElements.define("book-history", BookHistory);
