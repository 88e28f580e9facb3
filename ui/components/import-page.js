// <import-page>: what a file is, which column becomes what, what would happen to each row; nothing is written before Enter.
import * as book from "../api/book.js";
import { fire, h, latest, one, show } from "../dom.js";
import { number } from "../format.js";
import { columnsPart, questionsPart, whatPart } from "../parts/import-parts.js";
import { rowsPart } from "../parts/import-rows.js";
import { progressLine } from "../parts/progress.js";
import { errorText, t } from "../texts.js";

class ImportPage extends HTMLElement {
  /** @type {import("../api/nouns.js").Place} */
  file = { token: "", name: "" };
  /** @type {import("../api/nouns.js").ImportOptions} */
  options = { kind: null, dates: null, mapping: null, encoding: null };
  /** @type {import("../api/nouns.js").ImportReport | null} */
  report = null;
  filter = "";
  /** reading, ready, importing, done or failed */
  stage = "reading";
  #preview = latest((/** @type {(p: any) => void} */ hear) => book.previewImport(this.file.token, this.options, hear));

  get deeds() {
    const close = {
      deed: "close",
      key: "Escape",
      text: t(this.stage === "done" ? "import.backToBook" : "entry.close"),
      run: () => this.close(),
    };
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

  async preview() {
    this.stage = "reading";
    const progress = progressLine(t("import.reading"), () => book.cancel());
    show(this.foot, progress.element);
    try {
      const report = await this.#preview(progress.hear);
      if (!report) return;
      this.report = report;
      this.stage = "ready";
      this.#draw();
    } catch (error) {
      this.#fail(error);
    }
    fire(this, "deeds-changed");
  }

  #draw() {
    const report = /** @type {import("../api/nouns.js").ImportReport} */ (this.report);
    show(
      this.body,
      whatPart(report),
      questionsPart(report, this.options),
      columnsPart(report),
      rowsPart(report, this.filter),
    );
    this.#drawFoot(report);
  }

  /** Always says what Enter will do. @param {import("../api/nouns.js").ImportReport} report */
  #drawFoot(report) {
    const nothing = report.added + report.updated === 0;
    show(
      this.foot,
      h("p", { class: "plan" }, nothing ? t("import.nothing") : plan(report)),
      h("button", { type: "button", class: "primary big", "data-act": "write", disabled: nothing }, t("import.now")),
      h("button", { type: "button", "data-act": "close" }, t("entry.close")),
    );
  }

  async write() {
    if (this.stage !== "ready" || /** @type {any} */ (one(this, "[data-act=write]")).disabled) return;
    this.stage = "importing";
    const progress = progressLine(t("import.writing"), () => book.cancel());
    show(this.foot, progress.element);
    fire(this, "deeds-changed");
    try {
      this.report = await book.importFile(this.file.token, this.options, progress.hear);
      this.stage = "done";
      this.#drawDone(this.report);
      fire(this, "deed-done", { text: plan(this.report, "import.did"), stay: true });
    } catch (error) {
      this.stage = "ready";
      this.#drawFoot(/** @type {any} */ (this.report));
      this.foot.prepend(h("p", { class: "form-error", role: "alert" }, errorText(/** @type {any} */ (error))));
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
      report.refusedTotal > 0 && rowsPart(report, "refused"),
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
    if (input.name === "column") {
      this.options = { ...this.options, mapping: { ...report.mapping, [input.dataset.header]: input.value } };
    } else if (input.name === "dates") this.options = { ...this.options, dates: input.value };
    else if (input.name === "kind") this.options = { ...this.options, kind: input.value, dates: null, mapping: null };
    else if (input.name === "encoding") this.options = { ...this.options, encoding: input.value, mapping: null };
    else return;
    this.preview();
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

  /** @param {string} outcome */
  #choose(outcome) {
    this.filter = outcome === this.filter ? "" : outcome;
    one(this, ".import-rows").replaceWith(rowsPart(/** @type {any} */ (this.report), this.filter));
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
    const quiet = !(/** @type {HTMLElement} */ (event.target).closest("select, button, input"));
    if (event.key === "Enter" && quiet) this.write();
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  close() {
    if (this.stage === "importing" || this.stage === "reading") book.cancel().catch(() => {});
    fire(this, "import-closed");
  }
}

/** "Add 1,612, change 40, leave 18 aside". @param {import("../api/nouns.js").ImportReport} report @param {string} [prefix] */
function plan(report, prefix = "import.will") {
  const parts = [
    report.added && t(`${prefix}.add`, { n: number(report.added) }),
    report.updated && t(`${prefix}.change`, { n: number(report.updated) }),
    report.unchanged && t(`${prefix}.same`, { n: number(report.unchanged) }),
    report.unmatched && t(`${prefix}.unmatched`, { n: number(report.unmatched) }),
    report.refusedTotal && t(`${prefix}.aside`, { n: number(report.refusedTotal) }),
  ].filter(Boolean);
  const sentence = parts.join(", ");
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

customElements.define("import-page", ImportPage);
