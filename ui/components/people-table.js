// <people-table>: the whole book, however long, as a table that draws only the rows in sight and fetches them a page at a time.
// Fires "open-customer" {id} and "counted" {total}.
import * as book from "../api/book.js";
import { fire, h, show } from "../dom.js";
import { amount, number, relativeDay } from "../format.js";
import { icon } from "../icons.js";
import { errorText, t } from "../texts.js";

const rowHeight = 36;
const pageSize = 100;
/** Beyond this web views stop laying out; longer books scroll in proportion instead of by the row. */
const tallest = 12_000_000;

/** Column, how it sorts (null: not), whether it is a figure. @type {[string, string | null, boolean][]} */
const columns = [
  ["name", "name", false],
  ["phone", null, false],
  ["town", null, false],
  ["lastDay", "lastDay", false],
  ["visits", "visits", true],
  ["spent", "spent", true],
];

class PeopleTable extends HTMLElement {
  sort = "name";
  descending = false;
  text = "";
  total = 0;
  first = 0;
  at = 0;
  /** @type {Map<number, import("../api/nouns.js").BookRow[]>} pages by number */
  #pages = new Map();
  /** @type {Set<number>} */
  #asked = new Set();
  /** Answers to an older question are dropped. */
  #turn = 0;

  connectedCallback() {
    if (this.firstChild) return;
    this.head = h(
      "tr",
      null,
      columns.map((column, i) => this.#header(column, i)),
    );
    this.body = h("tbody");
    this.table = h(
      "table",
      { class: "people-table", "aria-label": t("screen.book") },
      h("thead", null, this.head),
      this.body,
    );
    this.sizer = h("div", { class: "sizer" }, this.table);
    this.state = h("p", { class: "state", role: "status" });
    show(this, this.sizer, this.state);
    this.tabIndex = -1;
    this.addEventListener("scroll", () => this.#onScroll());
    this.addEventListener("keydown", (event) => this.#onKey(event));
    this.addEventListener("click", (event) => this.#onClick(event));
    new ResizeObserver(() => this.#draw()).observe(this);
  }

  /** @param {[string, string | null, boolean]} column @param {number} i */
  #header([name, sort, figure], i) {
    const words = t(`book.column.${name}`);
    return h(
      "th",
      { scope: "col", class: `${name}${figure ? " num" : ""}`, "data-sort": sort, "data-i": i },
      sort ? h("button", { type: "button", "data-sort-by": sort }, words, h("span", { class: "arrow" })) : words,
    );
  }

  /** @param {string} text */
  search(text) {
    this.text = text;
    this.at = 0;
    this.scrollTop = 0;
    return this.refresh();
  }

  async refresh() {
    this.#turn++;
    this.#asked.clear();
    const turn = this.#turn;
    this.state.textContent = this.#pages.size ? "" : t("page.loading");
    try {
      const page = Math.floor(this.first / pageSize);
      const answer = await this.#fetch(page);
      if (turn !== this.#turn) return;
      this.#pages = new Map([[page, answer.rows]]);
      this.total = answer.total;
      this.state.textContent = answer.total ? "" : t(this.text ? "book.nobody" : "book.empty");
      this.sizer.hidden = answer.total === 0;
      this.at = Math.min(this.at, Math.max(0, answer.total - 1));
      fire(this, "counted", { total: answer.total });
      this.#draw();
    } catch (error) {
      if (turn === this.#turn) this.state.textContent = errorText(/** @type {any} */ (error));
    }
  }

  /** @param {number} page */
  #fetch(page) {
    const { sort, descending, text } = this;
    return book.customers({ sort, descending, text, from: page * pageSize, limit: pageSize });
  }

  get #fits() {
    return Math.max(1, Math.ceil((this.clientHeight - rowHeight) / rowHeight));
  }

  #draw() {
    if (!this.total) return;
    const rest = Math.max(0, this.total - this.#fits + 1);
    this.first = Math.max(0, Math.min(this.first, rest));
    this.sizer.style.height = `${Math.min(tallest, (this.total + 2) * rowHeight)}px`;
    const rows = [];
    for (let i = this.first; i < Math.min(this.total, this.first + this.#fits); i++) rows.push(this.#row(i));
    const focused = this.body.contains(document.activeElement);
    show(this.body, rows);
    this.table.setAttribute("aria-rowcount", String(this.total + 1));
    for (const cell of this.head.children) this.#drawSort(/** @type {HTMLElement} */ (cell));
    if (focused) this.#focusRow();
  }

  /** @param {HTMLElement} cell */
  #drawSort(cell) {
    if (!cell.dataset.sort) return;
    const sorted = cell.dataset.sort === this.sort;
    cell.setAttribute("aria-sort", sorted ? (this.descending ? "descending" : "ascending") : "none");
    show(/** @type {Element} */ (cell.querySelector(".arrow")), sorted && icon(this.descending ? "down" : "up"));
  }

  /** @param {number} i */
  #row(i) {
    const row = this.#rowAt(i);
    if (!row) return h("tr", { "data-row": i, class: "waiting" }, h("td", { colspan: columns.length }, "…"));
    return h(
      "tr",
      { "data-row": i, "aria-rowindex": i + 2, class: i === this.at ? "chosen" : "" },
      h(
        "th",
        { scope: "row", class: "name" },
        h("button", { type: "button", tabindex: i === this.at ? "0" : "-1" }, h("bdi", null, row.name)),
      ),
      h("td", { class: "phone" }, h("bdi", null, row.phones[0] ?? row.emails[0] ?? "")),
      h("td", { class: "town" }, row.town),
      h(
        "td",
        { class: "lastDay" },
        row.lastDay ? relativeDay(row.lastDay) : h("span", { class: "quiet" }, t("find.never")),
      ),
      h("td", { class: "num visits" }, number(row.visits)),
      h("td", { class: "num spent" }, amount(row.spentYearMinor)),
    );
  }

  /** The row if its page is here; else its page is asked for. @param {number} i */
  #rowAt(i) {
    const page = Math.floor(i / pageSize);
    const rows = this.#pages.get(page);
    if (rows) return rows[i % pageSize];
    if (!this.#asked.has(page)) this.#load(page);
    return undefined;
  }

  /** @param {number} page */
  async #load(page) {
    const turn = this.#turn;
    this.#asked.add(page);
    try {
      const answer = await this.#fetch(page);
      if (turn !== this.#turn) return;
      this.#pages.set(page, answer.rows);
      this.#draw();
    } catch (error) {
      fire(this, "failed", { error });
    }
  }

  #onScroll() {
    const reach = this.sizer.offsetHeight - this.clientHeight;
    const exact = this.total * rowHeight < tallest;
    this.first = exact
      ? Math.round(this.scrollTop / rowHeight)
      : Math.round((this.scrollTop / Math.max(1, reach)) * (this.total - this.#fits + 1));
    this.#draw();
  }

  /** Puts the keys on the chosen row. */
  take() {
    if (this.total) this.#focusRow();
    else this.focus();
  }

  #focusRow() {
    const button = this.body.querySelector(`[data-row="${this.at}"] button`);
    /** @type {HTMLElement | null} */ (button)?.focus({ preventScroll: true });
  }

  open() {
    const row = this.#rowAt(this.at);
    if (row) fire(this, "open-customer", { id: row.id });
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (!this.body.contains(/** @type {Node} */ (event.target))) return;
    const page = this.#fits - 1;
    const to = {
      ArrowDown: this.at + 1,
      ArrowUp: this.at - 1,
      PageDown: this.at + page,
      PageUp: this.at - page,
      Home: 0,
      End: this.total - 1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.#move(Math.max(0, Math.min(this.total - 1, to)));
  }

  /** @param {number} to */
  #move(to) {
    this.at = to;
    const whole = this.#fits - 1;
    if (to < this.first) this.first = to;
    else if (to >= this.first + whole) this.first = to - whole + 1;
    if (this.total * rowHeight < tallest) this.scrollTop = this.first * rowHeight;
    this.#draw();
    this.#focusRow();
  }

  /** @param {Event} event */
  #onClick(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    const by = /** @type {HTMLElement | null} */ (target.closest("[data-sort-by]"))?.dataset.sortBy;
    if (by) {
      // Names read from A; of figures and days the largest and latest are wanted first.
      this.descending = by === this.sort ? !this.descending : by !== "name";
      this.sort = by;
      this.first = this.at = 0;
      this.scrollTop = 0;
      this.refresh();
      return;
    }
    const row = /** @type {HTMLElement | null} */ (target.closest("[data-row]"));
    if (!row) return;
    this.at = Number(row.dataset.row);
    if (target.closest("button")) this.open();
    else {
      this.#draw();
      this.#focusRow();
    }
  }
}

customElements.define("people-table", PeopleTable);
