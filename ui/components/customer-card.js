// <customer-card id="card">: everything the shop knows about one person, the greeting first.
// Single letters are its deeds while it has the focus; an entry opens at its foot and leaves the boxes in sight.
import * as book from "../api/book.js";
import { fire, h, one, show } from "../dom.js";
import { attempt } from "../forms.js";
import { aboutColumn } from "../parts/card-about.js";
import { boxes } from "../parts/card-boxes.js";
import { head } from "../parts/card-head.js";
import { writeCardOf } from "../parts/card-out.js";
import { purchaseList } from "../parts/card-purchases.js";
import { summaryLine } from "../parts/card-summary.js";
import { timeline } from "../parts/card-timeline.js";
import { confirmDialog } from "../parts/confirm-dialog.js";
import { historyDialog } from "../parts/history-dialog.js";
import { t } from "../texts.js";

/** Deed, key, and the element that takes it down; in the order of the deed bar. */
const deedKeys = [
  ["purchase", "p"],
  ["note", "n"],
  ["wish", "w"],
  ["follow-up", "f"],
  ["complaint", "c"],
  ["belonging", "o"],
  ["consent", "a"],
  ["edit", "e"],
  ["history", "h"],
  ["address-card", "v"],
  ["remove", "x"],
];

export class CustomerCard extends HTMLElement {
  /** @type {import("../api/nouns.js").Card | null} */
  card = null;

  connectedCallback() {
    this.id = "card";
    this.tabIndex = -1;
    this.setAttribute("role", "region");
    this.setAttribute("aria-labelledby", "card-name");
    if (this.firstChild) return;
    this.addEventListener("click", (event) => this.#onClick(event));
    this.addEventListener("keydown", (event) => this.#onKey(event));
    this.addEventListener("entry-closed", () => this.#closeEntry());
    this.addEventListener("start-entry", (event) => {
      const { deed, subject } = /** @type {CustomEvent} */ (event).detail;
      this.start(deed, subject);
    });
  }

  get entry() {
    return /** @type {any} */ (this.querySelector(".entry"));
  }

  get deeds() {
    if (this.entry) return this.entry.deeds;
    const chosen = /** @type {HTMLElement | null} */ (document.activeElement?.closest?.("[data-purchase]"));
    const deeds = deedKeys.map(([deed, key]) => ({
      deed,
      key,
      text: t(`deedBar.${deed}`),
      run: () => this.start(deed),
    }));
    if (chosen && this.contains(chosen) && chosen.dataset.kind === "sale") {
      deeds.unshift({
        deed: "refund",
        key: "r",
        text: t("deedBar.refund"),
        run: () => this.start("refund", chosen.dataset.purchase),
      });
    }
    return deeds;
  }

  /** @param {import("../api/nouns.js").Card} card @param {string | null} [mark] the id of a row to point at */
  show(card, mark = null) {
    const place = this.querySelector(":scope > .entry-place") ?? h("div", { class: "entry-place" });
    const at = this.#chosen();
    if (this.card?.customer.id !== card.customer.id) show(place);
    this.card = card;
    // What is being typed is not touched: an element that is moved loses the cursor.
    for (const old of [...this.children]) if (old !== place) old.remove();
    if (!place.parentElement) this.append(place);
    place.before(
      head(card),
      boxes(card),
      ...summaryLine(card),
      h(
        "div",
        { class: "columns" },
        h("section", { "aria-labelledby": "purchases-title", tabindex: "0" }, purchaseList(card, mark)),
        h("section", { "aria-labelledby": "timeline-title", tabindex: "0" }, timeline(card, mark)),
        h("section", { "aria-labelledby": "about-title", class: "about", tabindex: "0" }, aboutColumn(card, mark)),
      ),
    );
    at?.();
  }

  /** What has the keys and will be drawn anew gives a way back to it: the same purchase, else the card. @returns {(() => void) | null} */
  #chosen() {
    const now = /** @type {HTMLElement | null} */ (document.activeElement);
    if (!now || now === this || !this.contains(now) || now.closest(".entry-place")) return null;
    const { purchase } = /** @type {HTMLElement | null} */ (now.closest("[data-purchase]"))?.dataset ?? {};
    return () => {
      const same = purchase && this.querySelector(`[data-purchase="${purchase}"] > button`);
      if (same) /** @type {HTMLElement} */ (same).focus({ preventScroll: true });
      else this.take();
    };
  }

  /** Takes the keys. */
  take() {
    this.focus({ preventScroll: true });
  }

  /** Begins a deed of the bar. @param {string} deed @param {any} [subject] */
  start(deed, subject) {
    if (!this.card) return;
    if (deed === "edit") fire(this, "edit-customer", { card: this.card });
    else if (deed === "history") historyDialog(this.card.customer);
    else if (deed === "remove") this.#remove();
    else if (deed === "address-card") this.#writeCard();
    else this.#openEntry(deed, subject);
  }

  /** @param {string} deed @param {any} subject */
  #openEntry(deed, subject) {
    const entry = /** @type {any} */ (document.createElement(`${deed}-entry`));
    entry.classList.add("entry");
    entry.card = this.card;
    entry.subject = subject;
    this.entry?.keepDraft?.();
    show(one(this, ".entry-place"), entry);
    entry.start();
    fire(this, "deeds-changed");
  }

  #closeEntry() {
    this.entry?.remove();
    this.take();
    fire(this, "deeds-changed");
  }

  async #writeCard() {
    try {
      const text = await writeCardOf(/** @type {import("../api/nouns.js").Card} */ (this.card).customer);
      if (text) fire(this, "say", { text });
    } catch (error) {
      fire(this, "failed", { error });
    }
    this.take();
  }

  async #remove() {
    const { id, name } = /** @type {import("../api/nouns.js").Card} */ (this.card).customer;
    const sure = await confirmDialog({
      title: t("remove.title", { name }),
      text: t("remove.text"),
      yes: t("remove.yes"),
    });
    if (!sure) return this.take();
    if (await attempt(this, () => book.removeCustomer(id))) {
      fire(this, "deed-done", { text: t("toast.removed", { name }), gone: true });
    }
  }

  /** @param {Event} event */
  #onClick(event) {
    const button = /** @type {HTMLElement} */ (event.target).closest("button");
    if (!button) return;
    const { act, id = "" } = button.dataset;
    if (act === "unwish") this.#drop(() => book.removePreference(id), "toast.unwished");
    else if (act === "disown") this.#drop(() => book.removeBelonging(id), "toast.disowned");
    else if (act === "keep-promise") this.start("close-promise", id);
    else if (act === "lines") this.#unfold(button);
    else if (act === "refund") this.start("refund", id);
    else if (act === "start") this.start(id);
    else if (act === "open") fire(this, "open-customer", { id });
  }

  /** @param {() => Promise<unknown>} deed @param {string} key */
  async #drop(deed, key) {
    try {
      await deed();
      fire(this, "deed-done", { text: t(key) });
    } catch (error) {
      fire(this, "failed", { error });
    }
  }

  /** @param {HTMLElement} button */
  #unfold(button) {
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(open));
    const lines = button.parentElement?.querySelector(".lines");
    if (lines) /** @type {HTMLElement} */ (lines).hidden = !open;
    fire(this, "deeds-changed");
  }

  /** Arrows walk along the purchases, so that R knows which one is meant. @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    if (this.entry?.contains(/** @type {Node} */ (event.target))) return;
    const rows = [...this.querySelectorAll("[data-purchase] > button")];
    const at = rows.indexOf(/** @type {Element} */ (document.activeElement));
    const next = rows[event.key === "ArrowDown" ? at + 1 : Math.max(at - 1, 0)];
    if (!next) return;
    event.preventDefault();
    /** @type {HTMLElement} */ (next).focus();
  }
}

customElements.define("customer-card", CustomerCard);
