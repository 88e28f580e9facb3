// The upper half of the import page: what the file is, what is in doubt, which column becomes what.
import { h } from "../dom.js";
import { number } from "../format.js";
import { has, t } from "../texts.js";
import { fieldName } from "./field-name.js";

/** @typedef {import("../api/nouns.js").ImportReport} Report */

/** @param {Report} report @param {import("../api/nouns.js").ImportOptions} options */
export function whatPart(report, options) {
  const kinds = ["customers", "purchases"];
  return h(
    "div",
    { class: "import-what" },
    h("h2", { id: "import-what" }, t("import.what")),
    h(
      "p",
      null,
      [
        t(`program.${report.source}`),
        t(`import.kind.${report.kind}`),
        report.encoding,
        delimiterName(report.delimiter),
        report.sheet && t("import.sheet", { sheet: report.sheet }),
        report.counted && t("import.rows", { count: report.rows }),
      ]
        .filter(Boolean)
        .map((fact, i) => [
          i > 0 && h("span", { class: "dot", "aria-hidden": "true" }, " · "),
          h("span", { dir: "auto" }, fact),
        ]),
    ),
    report.otherSheets.length > 0 &&
      h("p", { class: "quiet", dir: "auto" }, t("import.otherSheets", { sheets: report.otherSheets.join(", ") })),
    h(
      "div",
      { class: "import-choices" },
      h(
        "label",
        { class: "inline" },
        t("import.holds"),
        select("kind", kinds, report.kind, (kind) => t(`import.kind.${kind}`)),
      ),
      h(
        "label",
        { class: "inline" },
        t("import.letters"),
        select("encoding", report.encodings, report.encoding, (name) => name),
      ),
      report.kind === "customers" &&
        h(
          "label",
          { class: "inline" },
          t("import.blanks"),
          select("blank", ["keep", "clear"], options.blank ?? "keep", (word) => t(`import.blank.${word}`)),
        ),
    ),
  );
}

/** @param {string} delimiter */
function delimiterName(delimiter) {
  /** @type {Record<string, string>} */
  const names = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "bar" };
  const name = names[delimiter] ?? delimiter;
  return has(`import.delimiter.${name}`) ? t(`import.delimiter.${name}`) : name;
}

/** What the file alone cannot settle, asked with an example of each reading. @param {Report} report @param {import("../api/nouns.js").ImportOptions} options */
export const questionsPart = (report, options) =>
  report.questions.map((question) =>
    h(
      "fieldset",
      { class: "question" },
      h(
        "legend",
        null,
        has(`import.question.${question.kind}`)
          ? t(`import.question.${question.kind}`, { column: question.column, row: question.choices[0]?.example ?? "" })
          : t("import.question", { column: question.column }),
      ),
      question.choices.map((choice) =>
        h(
          "label",
          { class: "tick" },
          h("input", {
            type: "radio",
            name: question.kind,
            value: choice.value,
            checked: /** @type {any} */ (options)[question.kind] === choice.value,
          }),
          h("span", null, question.kind === "headings" ? t(`import.headings.${choice.value}`) : choice.example),
        ),
      ),
    ),
  );

/** @param {Report} report */
export function columnsPart(report) {
  return h(
    "div",
    null,
    h("h2", { id: "import-columns" }, t("import.columns")),
    h(
      "div",
      { class: "wide-table", tabindex: "0", role: "region", "aria-labelledby": "import-columns" },
      h(
        "table",
        { class: "columns-table" },
        h(
          "thead",
          null,
          h(
            "tr",
            null,
            ["header", "values", "becomes"].map((key) => h("th", { scope: "col" }, t(`import.${key}`))),
          ),
        ),
        h(
          "tbody",
          null,
          report.headers.map((header, i) => columnRow(report, header, i)),
        ),
      ),
    ),
  );
}

/** @param {Report} report @param {string} header @param {number} i */
function columnRow(report, header, i) {
  const field = report.mapping[header] ?? "";
  const values = [...new Set(report.sample.map((row) => row.cells[i]).filter(Boolean))].slice(0, 3);
  return h(
    "tr",
    { class: field && field !== "ignore" ? "" : "ignored" },
    h("th", { scope: "row", dir: "auto" }, header),
    h(
      "td",
      null,
      values.map((value) => h("span", { class: "sample-value", dir: "auto" }, value)),
    ),
    h("td", null, menu(report, header, field)),
  );
}

/** @param {Report} report @param {string} header @param {string} chosen */
function menu(report, header, chosen) {
  const menu = select("column", report.fields, chosen || "ignore", fieldName);
  menu.dataset.header = header;
  menu.setAttribute("aria-label", t("import.becomesOf", { header }));
  return menu;
}

/** @param {string} name @param {string[]} values @param {string} chosen @param {(value: string) => string} words */
function select(name, values, chosen, words) {
  const known = values.includes(chosen) ? values : [chosen, ...values];
  return h(
    "select",
    { name },
    known.map((value) => h("option", { value, selected: value === chosen }, words(value))),
  );
}

/** @param {Report} report @param {string} outcome */
export function countOf(report, outcome) {
  if (!report.counted) return "…";
  const { added, updated, unchanged, doubtfulTotal, refusedTotal } = report;
  const counts = { new: added, doubtful: doubtfulTotal, changed: updated, unchanged, refused: refusedTotal };
  return number(/** @type {Record<string, number>} */ (counts)[outcome] ?? 0);
}
