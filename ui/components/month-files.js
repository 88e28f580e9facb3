// <month-files>: writes a month's files into a folder: as what, where they go, how far it is, and what was written.
import * as book from "../api/book.js";
import { fire, h, show } from "../dom.js";
import { fileSize, monthName } from "../format.js";
import { icon } from "../icons.js";
import { chosenColumns, columnsChoice } from "../parts/columns-choice.js";
import { progressLine } from "../parts/progress.js";
import { errorText, t } from "../texts.js";

const kinds = ["customers", "purchases", "lines", "follow-ups", "summary"];
const formats = ["csv", "xlsx"];

class MonthFiles extends HTMLElement {
  #month = "";
  #busy = false;
  /** @type {import("../api/nouns.js").Place | null} */
  #folder = null;

  connectedCallback() {
    if (this.firstChild) return;
    this.setAttribute("role", "region");
    this.setAttribute("aria-labelledby", "files-title");
    this.place = h("p", { class: "folder" });
    this.columns = h("div");
    this.state = h("div", { class: "files-state", "aria-live": "polite" });
    this.button = h("button", { type: "button", class: "primary big", id: "write-month", onclick: () => this.write() });
    show(
      this,
      h("h2", { id: "files-title" }, t("files.title")),
      h(
        "dl",
        { class: "files" },
        kinds.map((kind) => [h("dt", null, icon("file"), t(`files.${kind}`)), h("dd", null, t(`files.${kind}.holds`))]),
      ),
      h(
        "fieldset",
        { class: "format" },
        h("legend", null, t("files.format")),
        formats.map((format, i) =>
          h(
            "label",
            { class: "tick" },
            h("input", { type: "radio", name: "format", value: format, checked: i === 0 }),
            h("span", null, t(`files.format.${format}`)),
          ),
        ),
      ),
      this.columns,
      this.place,
      this.button,
      this.state,
    );
    this.#lastFolder();
  }

  /** @param {string} month */
  set month(month) {
    if (month !== this.#month && !this.#busy) show(this.state);
    this.#month = month;
    if (this.button) this.button.textContent = t("month.write", { month: monthName(month) });
  }

  /** The radio button of the chosen format, or of the one named. @param {string} [format] @returns {any} */
  #format(format) {
    return this.querySelector(`[name=format]${format ? `[value=${format}]` : ":checked"}`);
  }

  async #lastFolder() {
    const [last, tables] = await Promise.all([
      book.monthFolder().catch(() => null),
      book.monthColumns().catch(() => []),
    ]);
    this.#folder = last;
    show(this.columns, columnsChoice(tables, last?.columns ?? {}));
    if (last) this.#format(last.format).checked = true;
    this.#drawFolder();
  }

  #drawFolder() {
    show(
      this.place,
      icon("folder"),
      h("span", null, this.#folder ? this.#folder.name : t("files.noFolder")),
      h("button", { type: "button", class: "link", onclick: () => this.#choose() }, t("files.choose")),
    );
  }

  async #choose() {
    try {
      const chosen = await book.chooseFolder();
      if (chosen) this.#folder = chosen;
      this.#drawFolder();
      return chosen;
    } catch (error) {
      fire(this, "failed", { error });
      return null;
    }
  }

  /** @param {boolean} [force] overwrite what is there */
  async write(force = false) {
    if (this.#busy) return;
    const folder = this.#folder ?? (await this.#choose());
    if (!folder) return;
    const format = this.#format().value;
    const progress = progressLine(t("files.writing"), () => book.cancel());
    this.#busy = true;
    this.button.disabled = true;
    show(this.state, progress.element);
    try {
      const { files } = await book.writeMonth(
        this.#month,
        folder.token,
        { format, force, columns: chosenColumns(this) },
        progress.hear,
      );
      this.#drawWritten(files, folder);
    } catch (error) {
      this.#drawRefusal(/** @type {any} */ (error));
    }
    this.#busy = false;
    this.button.disabled = false;
  }

  /** @param {import("../api/nouns.js").Written[]} files @param {import("../api/nouns.js").Place} folder */
  #drawWritten(files, folder) {
    show(
      this.state,
      h("p", { class: "good" }, icon("done"), t("files.written", { count: files.length, folder: folder.name })),
      h(
        "table",
        { class: "written" },
        h(
          "thead",
          { class: "unseen" },
          h(
            "tr",
            null,
            h("th", { scope: "col" }, t("files.name")),
            h("th", { scope: "col" }, t("files.rows")),
            h("th", { scope: "col" }, t("files.size")),
          ),
        ),
        h(
          "tbody",
          null,
          files.map((file) =>
            h(
              "tr",
              null,
              h("th", { scope: "row" }, file.name),
              h("td", { class: "num" }, t("files.rowCount", { count: file.rows })),
              h("td", { class: "num" }, fileSize(file.bytes)),
            ),
          ),
        ),
      ),
      h(
        "button",
        {
          type: "button",
          onclick: () => book.showFolder(folder.token).catch((error) => fire(this, "failed", { error })),
        },
        icon("folder"),
        t("files.show"),
      ),
    );
  }

  /** @param {any} error */
  #drawRefusal(error) {
    const exists = error.code === "file_exists";
    show(
      this.state,
      h("p", { class: "form-error", role: "alert" }, errorText(error)),
      exists && h("button", { type: "button", id: "overwrite", onclick: () => this.write(true) }, t("files.overwrite")),
    );
    this.querySelector("#overwrite")?.scrollIntoView({ block: "nearest" });
  }
}

customElements.define("month-files", MonthFiles);
