// <today-screen>: what is owed to whom: late first, then today by the hour, tomorrow, and the rest of the week.
import * as book from "../api/book.js";
import { fire, h, latest, show } from "../dom.js";
import { longDay, today } from "../format.js";
import { attempt } from "../forms.js";
import { dayForm, outcomeForm } from "../parts/follow-up-forms.js";
import { followUpRow, groups } from "../parts/follow-up-row.js";
import { message } from "../parts/messages.js";
import { errorText, t } from "../texts.js";

/** How far ahead the list looks, in days. */
const ahead = 7;

class TodayScreen extends HTMLElement {
  /** @type {import("../api/nouns.js").FollowUp[]} */
  #rows = [];
  /** @type {string | null} the row the keys mean */
  #at = null;
  #ask = latest(book.today);

  connectedCallback() {
    if (this.firstChild) return;
    this.body = h("div", { class: "screen-body" });
    this.day = h("p", { class: "quiet" });
    show(this, h("header", { class: "screen-head" }, h("h1", null, t("screen.today")), this.day), this.body);
    this.addEventListener("click", (event) => this.#onClick(event));
    this.addEventListener("focusin", (event) => this.#onFocus(event));
    this.addEventListener("keydown", (event) => this.#onKey(event));
  }

  get deeds() {
    if (!this.#rows.length) return [];
    return [
      { deed: "done", key: "d", text: t("today.done"), run: () => this.#act("done") },
      { deed: "tomorrow", key: "t", text: t("today.tomorrow"), run: () => this.#act("tomorrow") },
      { deed: "another-day", key: "s", text: t("today.anotherDay"), run: () => this.#act("another-day") },
      { deed: "drop", key: "x", text: t("today.drop"), run: () => this.#act("drop") },
      { deed: "copy", key: "c", text: t("today.copy"), run: () => this.#act("copy") },
      { deed: "open", key: "Enter", text: t("today.open"), run: () => this.#act("open") },
    ];
  }

  async enter() {
    this.day.textContent = longDay(today());
    if (!this.#rows.length) show(this.body, h("p", { class: "state loading" }, t("page.loading")));
    await this.refresh();
    this.take();
  }

  /** Puts the keys on the chosen row. */
  take() {
    const row = this.querySelector(`[data-follow-up="${this.#at}"]`) ?? this.querySelector("[data-follow-up]");
    if (row) /** @type {HTMLElement} */ (row).focus();
  }

  async refresh() {
    try {
      const rows = await this.#ask(ahead);
      if (!rows) return;
      const at = this.#rows.findIndex((row) => row.id === this.#at);
      this.#rows = rows;
      // Where the chosen one is gone, the one that took its place is meant.
      if (!rows.some((row) => row.id === this.#at))
        this.#at = rows[Math.max(0, Math.min(at, rows.length - 1))]?.id ?? null;
      this.#draw();
    } catch (error) {
      show(this.body, h("div", { class: "state", role: "alert" }, h("p", null, errorText(/** @type {any} */ (error)))));
    }
  }

  #draw() {
    const parts = groups(this.#rows);
    const none = !parts.some((part) => part.name === "late" || part.name === "today");
    show(
      this.body,
      none &&
        h(
          "div",
          { class: "all-done" },
          h("p", { class: "warm" }, t(this.#rows.length ? "today.allDone" : "today.nothing")),
          h("p", { class: "quiet" }, t("today.allDoneText")),
        ),
      parts.map((part) =>
        h(
          "section",
          { class: `group ${part.name}`, "aria-labelledby": `group-${part.name}` },
          h(
            "h2",
            { id: `group-${part.name}` },
            t(`today.group.${part.name}`),
            h("span", { class: "count" }, String(part.rows.length)),
          ),
          h(
            "ul",
            { class: "follow-ups" },
            part.rows.map((row) => followUpRow(row, row.id === this.#at)),
          ),
        ),
      ),
    );
    fire(this, "deeds-changed");
  }

  get #followUp() {
    return this.#rows.find((row) => row.id === this.#at);
  }

  get #row() {
    return /** @type {HTMLElement | null} */ (this.querySelector(`[data-follow-up="${this.#at}"]`));
  }

  /** @param {string} act */
  async #act(act) {
    const followUp = this.#followUp;
    if (!followUp) return;
    const { id, title } = followUp;
    if (act === "open") fire(this, "open-customer", { id: followUp.customerId });
    else if (act === "copy") this.#copy(message(followUp));
    else if (act === "done")
      this.#askInRow(
        outcomeForm((outcome) => book.closeFollowUp(id, "done", outcome)),
        "toast.done",
        title,
      );
    else if (act === "another-day")
      this.#askInRow(
        dayForm((until) => book.snoozeFollowUp(id, until)),
        "toast.snoozed",
        title,
      );
    else if (act === "drop") this.#do(() => book.closeFollowUp(id, "dropped", ""), "toast.dropped", title);
    else if (act === "tomorrow") this.#do(() => book.snoozeFollowUp(id, "tomorrow"), "toast.snoozed", title);
  }

  /** Opens a small form in the row. @param {any} form @param {string} toast @param {string} title */
  #askInRow(form, toast, title) {
    this.querySelector(".row-form")?.remove();
    this.#row?.append(form);
    form.querySelector("input").focus();
    form.addEventListener("saved", () => this.#said(toast, title));
    form.addEventListener("closed", () => {
      form.remove();
      this.take();
    });
  }

  /** @param {() => Promise<unknown>} deed @param {string} toast @param {string} title */
  async #do(deed, toast, title) {
    const row = this.#row;
    try {
      if (row) await attempt(row, async () => this.#said(toast, title, await deed()));
    } catch (error) {
      fire(this, "failed", { error });
    }
  }

  /** @param {string} toast @param {string} title @param {unknown} [_answer] */
  #said(toast, title, _answer) {
    fire(this, "deed-done", { text: t(toast, { title }) });
  }

  /** @param {string} text */
  async #copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      fire(this, "say", { text: t("toast.copied", { text }) });
    } catch {
      // Without leave to write there, the words are shown selected, for the person to take.
      fire(this, "say", { text });
    }
  }

  /** @param {Event} event */
  #onClick(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    const row = /** @type {HTMLElement | null} */ (target.closest("[data-follow-up]"));
    if (row) this.#choose(row);
    const act = target.closest("[data-act]")?.getAttribute("data-act");
    if (act) this.#act(act);
  }

  /** @param {Event} event */
  #onFocus(event) {
    const row = /** @type {HTMLElement} */ (event.target).closest("[data-follow-up]");
    if (row) this.#choose(/** @type {HTMLElement} */ (row));
  }

  /** @param {HTMLElement} row */
  #choose(row) {
    this.#at = row.dataset.followUp ?? null;
    for (const each of this.querySelectorAll("[data-follow-up]")) {
      /** @type {HTMLElement} */ (each).tabIndex = each === row ? 0 : -1;
      each.toggleAttribute("data-chosen", each === row);
    }
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (!(/** @type {HTMLElement} */ (event.target).matches("[data-follow-up]"))) return;
    if (event.key === "Enter") this.#act("open");
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const rows = [...this.querySelectorAll("[data-follow-up]")];
    const next = rows[rows.indexOf(/** @type {Element} */ (event.target)) + step];
    if (next) /** @type {HTMLElement} */ (next).focus();
  }
}

customElements.define("today-screen", TodayScreen);
