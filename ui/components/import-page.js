// <import-page>: what a file is, which column becomes what, what would happen to each row; nothing is written before Enter.
import * as book from "../api/book.js";
import { fire, h, latest, one, show } from "../dom.js";
import { number } from "../format.js";
import { confirmDialog } from "../parts/confirm-dialog.js";
import { columnsPart, questionsPart, whatPart } from "../parts/import-parts.js";
import { rowsPart } from "../parts/import-rows.js";
import { progressLine } from "../parts/progress.js";
import { errorText, t } from "../texts.js";

class ImportPage extends HTMLElement {
  /** @type {import("../api/nouns.js").Place} */
  file = { token: "", name: "" };
  /** @type {import("../api/nouns.js").ImportOptions} */
  options = {
    kind: null,
    dates: null,
    decimals: null,
    mapping: null,
    encoding: null,
    headings: null,
    blank: null,
    mends: [],
  };
  /** @type {import("../api/nouns.js").ImportReport | null} */
  report = null;
  filter = "";
  /** reading, ready, importing, done or failed */
  stage = "reading";
  /** Why what was asked last could not be done. */
  trouble = "";
  #glance = latest(() => book.glanceAtImport(this.file.token, this.options));
  #count = latest((/** @type {(p: any) => void} */ hear) => book.previewImport(this.file.token, this.options, hear));

  get deeds() {
    const words =
      this.stage === "done" ? "import.backToBook" : this.stage === "importing" ? "page.cancel" : "entry.close";
    const close = { deed: "close", key: "Escape", text: t(words), run: () => this.close() };
    if (this.stage !== "ready") return [close];
    return [{ deed: "import-now", key: "Enter", text: t("import.now"), run: () => this.write() }, close];
  }

  start() {
    this.body = h("div", { class: "screen-body import-body" });
    this.foot = h("div", { class: "import-foot", "aria-live": "polite" });
    this.heading = h("h1", { tabindex: "-1" }, t("import.title"));
    show(
      this,
      h("header", { class: "screen-head" }, this.heading, h("p", { class: "quiet" }, this.file.name)),
      this.body,
      this.foot,
    );
    this.addEventListener("change", (event) => this.#onChange(event));
    this.addEventListener("click", (event) => this.#onClick(event));
    this.addEventListener("keydown", (event) => this.#onKey(event));
    this.take();
    this.preview();
  }

  take() {
    this.heading?.focus();
  }

  /**
   * Shows at once what the first rows become, then counts the rest. A count that still runs is of what was decided before: it ends.
   * A decision by which the file cannot be read at all (other letters, say) is taken back.
   * @param {import("../api/nouns.js").ImportOptions} [before] what was decided before
   * @returns {Promise<void>}
   */
  async preview(before) {
    if (this.stage === "ready" && !this.report?.counted) book.cancel().catch(() => {});
    if (this.stage !== "ready") {
      this.stage = "reading";
      show(this.foot, h("p", { class: "quiet" }, t("import.reading")));
    }
    try {
      const report = await this.#glance();
      if (!report) return;
      this.report = report;
      this.stage = "ready";
      this.#draw();
      fire(this, "deeds-changed");
      if (!report.counted) await this.#countAll();
    } catch (error) {
      if (!before) return this.#fail(error);
      this.trouble = errorText(/** @type {any} */ (error));
      this.options = before;
      return this.preview();
    }
    fire(this, "deeds-changed");
  }

  async #countAll() {
    const progress = progressLine(t("import.counting"), () => book.cancel());
    this.#drawFoot(/** @type {any} */ (this.report), progress.element);
    try {
      const report = await this.#count(progress.hear);
      if (!report || this.stage !== "ready") return;
      this.report = report;
      this.#draw();
    } catch (error) {
      // Whoever stops the count may bring the file in uncounted.
      if (/** @type {any} */ (error).code !== "cancelled") throw error;
      if (this.stage !== "ready") return;
      this.#drawFoot(/** @type {any} */ (this.report));
      this.take();
    }
  }

  #draw() {
    const report = /** @type {import("../api/nouns.js").ImportReport} */ (this.report);
    const back = this.#place();
    show(
      this.body,
      whatPart(report, this.options),
      questionsPart(report, this.options),
      columnsPart(report),
      rowsPart(report, this.filter),
    );
    this.#drawFoot(report);
    back();
  }

  /** Where the focus and the tables are, to be so again once everything is drawn anew. */
  #place() {
    const at = /** @type {HTMLElement | null} */ (document.activeElement);
    const { header, row, column, outcome } = at?.dataset ?? {};
    const same = Object.entries({ header, row, column, outcome })
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `[data-${name}="${CSS.escape(String(value))}"]`)
      .join("");
    const name = at?.getAttribute("name");
    const inside = this.body?.contains(at) && (same || name);
    const scrolled = [this.body, ...(this.body?.querySelectorAll(".wide-table") ?? [])].map((each) => each?.scrollLeft);
    const top = this.body?.scrollTop ?? 0;
    return () => {
      for (const [i, each] of [this.body, ...(this.body?.querySelectorAll(".wide-table") ?? [])].entries())
        if (each) each.scrollLeft = scrolled[i] ?? 0;
      if (this.body) this.body.scrollTop = top;
      if (!inside) return;
      const again = this.querySelector(`${name ? `[name="${name}"]` : ""}${same}`);
      if (!again && name === "mend") return this.#toNextCell(Number(row), column ?? "");
      const near = again ?? this.querySelector(".import-rows .chip") ?? this.heading;
      /** @type {HTMLElement | null} */ (near)?.focus({ preventScroll: true });
    };
  }

  /** To the cell to mend behind a row that is mended, or to where the refused rows are counted. @param {number} row @param {string} column */
  #toNextCell(row, column) {
    const cells = /** @type {HTMLInputElement[]} */ ([...this.querySelectorAll("[name=mend]")]);
    const further = cells.filter((cell) => Number(cell.dataset.row) > row);
    const next = further.filter((cell) => cell.dataset.row === further[0]?.dataset.row);
    const cell = next.find((each) => each.ariaInvalid) ?? next.find((each) => each.dataset.column === column);
    const to = cell ?? /** @type {HTMLElement | null} */ (this.querySelector("[data-outcome=refused]"));
    to?.focus({ preventScroll: true });
    to?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** Always says what Enter will do. @param {import("../api/nouns.js").ImportReport} report @param {Element} [counting] */
  #drawFoot(report, counting) {
    const { headings, mapping } = this.options;
    const open = report.questions.some(({ kind }) =>
      kind === "headings" ? !headings && !mapping : !(/** @type {any} */ (this.options)[kind]),
    );
    const guessed = report.questions.some(({ kind }) => kind === "headings") && !headings && !mapping;
    const empty = report.counted && report.added + report.updated === 0;
    const nothing = guessed || empty;
    const will = report.counted ? plan(report) : t("import.uncounted");
    const words = nothing ? t(open ? "import.answerFirst" : "import.nothing") : will;
    show(
      this.foot,
      this.trouble && h("p", { class: "form-error", role: "alert" }, this.trouble),
      h("p", { class: "plan" }, words),
      counting,
      h("button", { type: "button", class: "primary big", "data-act": "write", disabled: nothing }, t("import.now")),
      h("button", { type: "button", "data-act": "close" }, t("entry.close")),
    );
  }

  async write() {
    if (this.stage !== "ready" || /** @type {any} */ (one(this, "[data-act=write]")).disabled) return;
    this.stage = "importing";
    this.trouble = "";
    if (!this.report?.counted) await book.cancel().catch(() => {});
    const progress = progressLine(t("import.writing"), () => book.cancel());
    show(this.foot, progress.element);
    fire(this, "deeds-changed");
    try {
      this.report = await book.importFile(this.file.token, this.options, progress.hear);
      this.stage = "done";
      this.#drawDone(this.report);
      // Whoever looks at another screen meanwhile is told there.
      fire(this.isConnected ? this : document, "deed-done", { text: plan(this.report, "import.did"), stay: true });
    } catch (error) {
      this.stage = "ready";
      this.trouble = errorText(/** @type {any} */ (error));
      this.#drawFoot(/** @type {any} */ (this.report));
      if (this.isConnected) this.take();
      else fire(document, "say", { text: this.trouble });
    }
    fire(this, "deeds-changed");
  }

  /** @param {import("../api/nouns.js").ImportReport} report */
  #drawDone(report) {
    show(
      this.body,
      h(
        "div",
        { class: "import-done" },
        h("h2", null, t("import.done")),
        h("p", { class: "lead" }, plan(report, "import.did")),
        h("p", { class: "quiet" }, t("import.takeBack")),
      ),
      report.refusedTotal > 0 && rowsPart(report, "refused", true),
    );
    show(this.foot, h("button", { type: "button", class: "primary big", "data-act": "close" }, t("import.backToBook")));
    one(this.foot, "button").focus();
  }

  /** @param {any} error */
  #fail(error) {
    this.stage = "failed";
    show(
      this.body,
      h(
        "div",
        { class: "state", role: "alert" },
        h("p", null, errorText(error)),
        h("p", { class: "quiet" }, t("import.unchanged")),
      ),
    );
    show(this.foot, h("button", { type: "button", "data-act": "close" }, t("import.backToBook")));
  }

  /** @param {Event} event */
  #onChange(event) {
    const input = /** @type {any} */ (event.target);
    const report = this.report;
    if (!report) return;
    const { header } = input.dataset;
    if (input.name === "column") this.#decide({ mapping: { ...report.mapping, [header]: input.value } });
    else if (["dates", "decimals", "blank"].includes(input.name)) this.#decide({ [input.name]: input.value });
    else if (input.name === "headings") this.#decide({ headings: input.value, mapping: null });
    else if (input.name === "kind") this.#decide({ kind: input.value, dates: null, decimals: null, mapping: null });
    else if (input.name === "encoding") this.#decide({ encoding: input.value, mapping: null });
    else if (input.name === "mend") this.#mend(input);
  }

  /** Reads the file by what somebody said of it. @param {Partial<import("../api/nouns.js").ImportOptions>} said */
  async #decide(said) {
    const before = this.options;
    this.options = { ...before, ...said };
    this.trouble = "";
    if (("encoding" in said || "headings" in said) && before.mends.length > 0) await this.#renameMends(before);
    await this.preview(before);
  }

  /** With other letters or headings the columns have other names: what was mended goes along by place. @param {import("../api/nouns.js").ImportOptions} before */
  async #renameMends(before) {
    const names = this.report?.headers ?? [];
    const mine = { ...this.options, mends: [] };
    this.options = mine;
    // Where that fails, reading the file says why.
    const report = await book.glanceAtImport(this.file.token, mine).catch(() => null);
    if (!report || this.options !== mine) return;
    const renamed = before.mends.map((mend) => ({ ...mend, column: report.headers[names.indexOf(mend.column)] ?? "" }));
    this.options = { ...mine, mends: renamed.filter(({ column }) => column) };
  }

  /** @param {Event} event */
  #onClick(event) {
    const button = /** @type {HTMLElement | null} */ (/** @type {HTMLElement} */ (event.target).closest("[data-act]"));
    const act = button?.dataset.act;
    if (act === "write") this.write();
    else if (act === "close") this.close();
    else if (act === "save-refused") this.#saveRefused();
    else if (act === "chip") this.#choose(button?.dataset.outcome ?? "");
  }

  /** Another text for a cell: the row is read again with it. @param {HTMLInputElement} input */
  #mend(input) {
    const { row = "", column = "" } = input.dataset;
    if (input.value === input.defaultValue) return;
    const others = this.options.mends.filter((mend) => mend.row !== Number(row) || mend.column !== column);
    this.#decide({ mends: [...others, { row: Number(row), column, text: input.value }] });
  }

  /** @param {string} outcome */
  #choose(outcome) {
    this.filter = outcome === this.filter ? "" : outcome;
    one(this, ".import-rows").replaceWith(
      rowsPart(/** @type {any} */ (this.report), this.filter, this.stage === "done"),
    );
    one(this, ".import-rows").scrollIntoView({ block: "start" });
    /** @type {HTMLElement | null} */ (this.querySelector(`[data-outcome="${outcome}"]`))?.focus();
  }

  async #saveRefused() {
    try {
      const folder = await book.chooseFolder();
      if (!folder) return;
      const { name, rows } = await book.saveRefused(this.file.token, folder.token);
      fire(this, "say", { text: t("import.refusedSaved", { name, count: rows }) });
    } catch (error) {
      fire(this, "failed", { error });
    }
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const at = /** @type {HTMLElement} */ (event.target);
    const quiet = !at.closest("select, button, input");
    if (event.key === "Enter" && at.matches("[name=mend]")) this.#mend(/** @type {HTMLInputElement} */ (at));
    else if (event.key === "Enter" && quiet) this.write();
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Whether another file may take its place: not in the middle of writing, and what was mended only where that is meant. */
  async mayLeave() {
    if (this.stage === "importing") {
      fire(this, "say", { text: t("import.busy") });
      return false;
    }
    const count = new Set(this.options.mends.map(({ row }) => row)).size;
    if (this.stage !== "ready" || count === 0) return true;
    return confirmDialog({
      title: t("import.leave.title", { name: this.file.name }),
      text: t("import.leave.text", { count }),
      yes: t("import.leave.yes"),
      no: t("import.leave.no"),
    });
  }

  /** Stops the writing, which says how that went, or goes back to the book. */
  async close() {
    if (this.stage === "importing") return void book.cancel().catch(() => {});
    if (!(await this.mayLeave())) return this.take();
    if (this.stage === "reading" || !this.report?.counted) book.cancel().catch(() => {});
    book.leaveImport().catch(() => {});
    fire(this, "import-closed");
  }
}

/** "Add 1,612, change 40, leave 18 aside". @param {import("../api/nouns.js").ImportReport} report @param {string} [prefix] */
function plan(report, prefix = "import.will") {
  const parts = [
    report.added && t(`${prefix}.add`, { n: number(report.added) }),
    report.doubtfulTotal && t(`${prefix}.doubtful`, { n: number(report.doubtfulTotal) }),
    report.updated && t(`${prefix}.change`, { n: number(report.updated) }),
    report.unchanged && t(`${prefix}.same`, { n: number(report.unchanged) }),
    report.unmatched && t(`${prefix}.unmatched`, { n: number(report.unmatched) }),
    report.refusedTotal && t(`${prefix}.aside`, { n: number(report.refusedTotal) }),
  ].filter(Boolean);
  const sentence = parts.join(", ");
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

customElements.define("import-page", ImportPage);
