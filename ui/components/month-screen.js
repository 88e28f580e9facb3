// <month-screen>: one month: four figures with the people behind them, a bar a day, and the files to keep.
import * as book from "../api/book.js";
import { fire, h, latest, show } from "../dom.js";
import { addMonths, amount, change, money, monthName, monthShort, monthYear, number, today } from "../format.js";
import { icon } from "../icons.js";
import { barChart } from "../parts/bar-chart.js";
import { peopleDialog } from "../parts/people-dialog.js";
import { errorText, t } from "../texts.js";

const figures = /** @type {const} */ ([
  ["revenueMinor", "revenue"],
  ["purchases", "revenue"],
  ["customers", "customers"],
  ["newCustomers", "newCustomers"],
]);

class MonthScreen extends HTMLElement {
  #month = "";
  #ask = latest(book.month);

  connectedCallback() {
    if (this.firstChild) return;
    this.heading = h("h1", { tabindex: "-1" });
    this.next = h(
      "button",
      { type: "button", class: "plain", "aria-label": t("month.next"), onclick: () => this.#go(1) },
      icon("right"),
    );
    this.seal = h("span", { class: "seal", hidden: true }, icon("lock"), t("month.closed"));
    this.body = h("div", { class: "screen-body" });
    this.files = document.createElement("month-files");
    show(
      this,
      h(
        "header",
        { class: "screen-head" },
        h(
          "button",
          { type: "button", class: "plain", "aria-label": t("month.previous"), onclick: () => this.#go(-1) },
          icon("left"),
        ),
        this.heading,
        this.next,
        this.seal,
      ),
      h("div", { class: "month-layout" }, this.body, this.files),
    );
    this.addEventListener("keydown", (event) => this.#onKey(event));
  }

  get deeds() {
    return [
      { deed: "previous", key: "ArrowLeft", text: monthName(addMonths(this.#month, -1)), run: () => this.#go(-1) },
      ...(this.#atEnd
        ? []
        : [{ deed: "next", key: "ArrowRight", text: monthName(addMonths(this.#month, 1)), run: () => this.#go(1) }]),
      {
        deed: "write",
        key: "w",
        text: t("month.write", { month: monthName(this.#month) }),
        run: () => /** @type {any} */ (this.files).write(),
      },
    ];
  }

  get #atEnd() {
    return this.#month >= today().slice(0, 7);
  }

  async enter() {
    this.#month ||= today().slice(0, 7);
    await this.refresh();
    this.take();
  }

  take() {
    this.heading.focus();
  }

  /** @param {number} step */
  #go(step) {
    if (step > 0 && this.#atEnd) return;
    this.#month = addMonths(this.#month, step);
    this.refresh();
  }

  async refresh() {
    this.#month ||= today().slice(0, 7);
    this.heading.textContent = monthYear(this.#month);
    this.next.disabled = this.#atEnd;
    /** @type {any} */ (this.files).month = this.#month;
    if (!this.body.firstChild) show(this.body, h("p", { class: "state loading" }, t("page.loading")));
    try {
      const month = await this.#ask(this.#month);
      if (month) this.#draw(month);
    } catch (error) {
      show(this.body, h("div", { class: "state", role: "alert" }, h("p", null, errorText(/** @type {any} */ (error)))));
    }
    fire(this, "deeds-changed");
  }

  /** @param {import("../api/nouns.js").Month} month */
  #draw(month) {
    this.seal.hidden = !month.closed;
    show(
      this.body,
      h(
        "ul",
        { class: "figures" },
        figures.map(([key, people]) => this.#figure(month, key, people)),
      ),
      month.purchases
        ? h(
            "section",
            { class: "chart", "aria-labelledby": "chart-title" },
            h("h2", { id: "chart-title" }, t("month.chart")),
            barChart(month.days),
          )
        : h("p", { class: "state" }, t("month.empty", { month: monthName(month.month) })),
      h("ul", { class: "asides" }, this.#asides(month)),
    );
  }

  /** @param {import("../api/nouns.js").Month} month @param {typeof figures[number][0]} key @param {string} people */
  #figure(month, key, people) {
    const write = key === "revenueMinor" ? money : number;
    const beside = (/** @type {import("../api/nouns.js").Figures | null} */ other) =>
      other &&
      h(
        "span",
        null,
        `${monthShort(other.month)} `,
        h("b", null, write(other[key])),
        " ",
        h("i", null, change(month[key], other[key])),
      );
    return h(
      "li",
      null,
      h(
        "button",
        {
          type: "button",
          "data-figure": key,
          onclick: () => peopleDialog(month.month, people, t(`month.${key}`), this),
        },
        h("span", { class: "label" }, t(`month.${key}`)),
        h("strong", null, write(month[key])),
        h("span", { class: "beside" }, beside(month.before), beside(month.yearAgo)),
      ),
    );
  }

  /** @param {import("../api/nouns.js").Month} month */
  #asides(month) {
    const link = (/** @type {string} */ figure, /** @type {string} */ text) =>
      h(
        "button",
        { type: "button", class: "link", onclick: () => peopleDialog(month.month, figure, text, this) },
        text,
      );
    return [
      h("li", null, link("returningCustomers", t("month.returning", { count: month.returningCustomers }))),
      month.anonymousPurchases > 0 && h("li", null, t("month.anonymous", { count: month.anonymousPurchases })),
      month.refundsMinor !== 0 &&
        h("li", null, link("refunds", t("month.refunds", { amount: amount(Math.abs(month.refundsMinor)) }))),
      h("li", null, t("month.kept", { count: month.followUpsDone })),
      month.followUpsLate > 0 && h("li", { class: "late" }, t("month.late", { count: month.followUpsLate })),
    ];
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step || event.altKey || event.ctrlKey) return;
    event.preventDefault();
    this.#go(step);
  }
}

customElements.define("month-screen", MonthScreen);
