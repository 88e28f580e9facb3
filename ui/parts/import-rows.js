// The lower half of the import page: what would happen to each row, and why some are left aside.
import { h } from "../dom.js";
import { dayInWords } from "../format.js";
import { errorText, t } from "../texts.js";
import { fieldName } from "./field-name.js";
import { countOf } from "./import-parts.js";

/** @typedef {import("../api/nouns.js").ImportReport} Report */

const outcomes = ["new", "doubtful", "changed", "unchanged", "refused"];
const shownOfList = 200;

/** @param {Report} report @param {string} filter @param {boolean} [done] whether the file is in the book, and nothing is left to mend */
export function rowsPart(report, filter, done = false) {
  const { refused, refusedTotal, doubtful, doubtfulTotal, changed, updated } = report;
  /** @type {Record<string, [Element, number, number]>} */
  const lists = {
    refused: [refusedTable(report, done), refused.length, refusedTotal],
    doubtful: [doubtfulTable(report), doubtful.length, doubtfulTotal],
    changed: [changedTable(report), changed.length, updated],
  };
  const [rows, held, total] = lists[filter] ?? [sampleTable(report, filter, done), 0, 0];
  const shown = Math.min(held, shownOfList);
  const words = !lists[filter]
    ? t("import.sample", { count: report.sample.length })
    : total > shown && t("import.firstShown", { count: shown });
  return h(
    "div",
    { class: "import-rows" },
    h(
      "div",
      { class: "rows-head" },
      h("h2", { id: "import-rows" }, t("import.rowsTitle")),
      h(
        "div",
        { class: "chips", role: "group", "aria-label": t("import.show") },
        outcomes.map((outcome) =>
          h(
            "button",
            {
              type: "button",
              class: "chip",
              "data-act": "chip",
              "data-outcome": outcome,
              "aria-pressed": String(filter === outcome),
            },
            t(`import.outcome.${outcome}`),
            " ",
            h("b", null, countOf(report, outcome)),
          ),
        ),
      ),
      report.refusedTotal > 0 && h("button", { type: "button", "data-act": "save-refused" }, t("import.saveRefused")),
    ),
    h("div", { class: "wide-table", tabindex: "0", role: "region", "aria-labelledby": "import-rows" }, rows),
    words && h("p", { class: "quiet" }, words),
  );
}

/** @param {Report} report @param {string} filter @param {boolean} done */
function sampleTable(report, filter, done) {
  const rows = report.sample.filter((row) => !filter || row.outcome === filter);
  if (!rows.length) return h("p", { class: "state" }, t("import.noneShown"));
  return table(
    report,
    rows.map((row) =>
      h(
        "tr",
        { "data-outcome-row": row.outcome },
        h("td", { class: "num quiet" }, row.row),
        h(
          "td",
          null,
          h("span", { class: `outcome ${row.outcome}` }, t(`import.outcome.${row.outcome}`)),
          row.changes.length > 0 &&
            h(
              "ul",
              { class: "changes" },
              row.changes.map((change) =>
                h("li", { dir: "auto" }, row.outcome === "changed" ? t(`field.${change}`) : change),
              ),
            ),
        ),
        h("td", { class: "stored" }, storedList(row.stored)),
        cellsOf(report, row, row.outcome === "refused" && !done ? (row.changes[0] ?? "") : null),
      ),
    ),
    true,
  );
}

/** What would be kept of a row, one value a line. @param {{field: string, value: string}[]} stored */
const storedList = (stored) =>
  stored.length > 0 &&
  h(
    "dl",
    null,
    stored.map(({ field, value }) => [
      h("dt", null, fieldName(field)),
      h("dd", { dir: "auto" }, field === "day" || field === "birthday" ? dayInWords(value) : value),
    ]),
  );

/**
 * The cells of a row; where one cannot be read they are there to be mended, and the one that the reason begins with is marked.
 * @param {Report} report @param {{row: number, cells: string[]}} row @param {string | null} why why it cannot be read; nothing where there is nothing to mend
 */
const cellsOf = (report, { row, cells }, why) =>
  report.headers.map((header, i) =>
    h(
      "td",
      { dir: "auto" },
      why === null
        ? cells[i]
        : h("input", {
            class: "mend",
            name: "mend",
            defaultValue: cells[i] ?? "",
            autocomplete: "off",
            "data-row": row,
            "data-column": header,
            "aria-invalid": why.startsWith(`${header}: `) ? "true" : null,
            "aria-label": t("import.mend", { header, row }),
          }),
    ),
  );

/** @param {Report} report @param {boolean} done */
function refusedTable(report, done) {
  if (!report.refused.length) return h("p", { class: "state" }, t("import.noneRefused"));
  return table(
    report,
    report.refused
      .slice(0, shownOfList)
      .map((row) =>
        h(
          "tr",
          { "data-outcome-row": "refused" },
          h("td", { class: "num quiet" }, row.row),
          h(
            "td",
            null,
            h("span", { class: "outcome refused" }, t("import.outcome.refused")),
            h("p", { class: "why" }, reason(row.reason)),
          ),
          cellsOf(report, row, done ? null : row.reason),
        ),
      ),
  );
}

/** @param {Report} report */
function doubtfulTable(report) {
  if (!report.doubtful.length) return h("p", { class: "state" }, t("import.noneShown"));
  return h(
    "div",
    null,
    h("p", { class: "quiet" }, t(report.kind === "purchases" ? "import.doubtfulSales" : "import.doubtfulNote")),
    aboutWhom("doubtful", t("import.doubtfulWhy"), report.doubtful, ({ reason }) => reason),
  );
}

/** Each value as the book has it, and as it would be. @param {Report} report */
function changedTable(report) {
  if (!report.changed.length) return h("p", { class: "state" }, t("import.noneChanged"));
  return aboutWhom("changed", t("import.whatChanges"), report.changed, ({ changes }) =>
    h("dl", { class: "differences" }, changes.map(difference)),
  );
}

/** @param {{field: string, before: string, after: string}} change */
function difference({ field, before, after }) {
  const words = (/** @type {string} */ value) => (field === "birthday" && value ? dayInWords(value) : value);
  return [
    h("dt", null, t(`field.${field}`)),
    h(
      "dd",
      null,
      before && h("del", { dir: "auto" }, words(before)),
      before && after && h("span", { "aria-hidden": "true" }, " → "),
      after && h("ins", { dir: "auto" }, words(after)),
    ),
  ];
}

/**
 * Rows with whom each is about, and what is said of it.
 * @template {{row: number, name: string}} R
 * @param {string} outcome @param {string} heading @param {R[]} rows @param {(row: R) => any} said
 */
const aboutWhom = (outcome, heading, rows, said) =>
  h(
    "table",
    { class: "rows-table few" },
    h(
      "thead",
      null,
      h(
        "tr",
        null,
        h("th", { scope: "col", class: "num" }, t("import.row")),
        h("th", { scope: "col" }, t("import.doubtfulWho")),
        h("th", { scope: "col" }, heading),
      ),
    ),
    h(
      "tbody",
      null,
      rows
        .slice(0, shownOfList)
        .map((row) =>
          h(
            "tr",
            { "data-outcome-row": outcome },
            h("td", { class: "num quiet" }, row.row),
            h("td", { dir: "auto" }, row.name),
            h("td", { dir: "auto" }, said(row)),
          ),
        ),
    ),
  );

/** A reason may be a sentence or an error. @param {any} why */
const reason = (why) => (typeof why === "string" ? why : errorText(why));

/** @param {Report} report @param {Element[]} rows @param {boolean} [stored] whether they say what would be kept */
const table = (report, rows, stored = false) =>
  h(
    "table",
    { class: "rows-table" },
    h(
      "thead",
      null,
      h(
        "tr",
        null,
        h("th", { scope: "col", class: "num" }, t("import.row")),
        h("th", { scope: "col" }, t("import.outcome")),
        stored && h("th", { scope: "col" }, t("import.stored")),
        report.headers.map((header) => h("th", { scope: "col", dir: "auto" }, header)),
      ),
    ),
    h("tbody", null, rows),
  );
