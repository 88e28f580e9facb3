// The lower half of the import page: what would happen to each row, and why some are left aside.
import { h } from "../dom.js";
import { dayInWords } from "../format.js";
import { errorText, t } from "../texts.js";
import { fieldName } from "./field-name.js";
import { countOf } from "./import-parts.js";

/** @typedef {import("../api/nouns.js").ImportReport} Report */

const outcomes = ["new", "doubtful", "changed", "unchanged", "refused"];
const shownRefused = 200;

/** @param {Report} report @param {string} filter */
export function rowsPart(report, filter) {
  const refused = filter === "refused";
  const listed = refused || filter === "doubtful";
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
    h(
      "div",
      { class: "wide-table", tabindex: "0", role: "region", "aria-labelledby": "import-rows" },
      refused ? refusedTable(report) : listed ? doubtfulTable(report) : sampleTable(report, filter),
    ),
    !listed && h("p", { class: "quiet" }, t("import.sample", { count: report.sample.length })),
  );
}

/** @param {Report} report @param {string} filter */
function sampleTable(report, filter) {
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
        report.headers.map((header, i) => cellOf(row, header, row.cells[i] ?? "")),
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

/** A cell of a row that cannot be read is there to be mended. @param {{row: number, outcome?: string}} row @param {string} header @param {string} cell */
const cellOf = (row, header, cell) =>
  h(
    "td",
    { dir: "auto" },
    (row.outcome ?? "refused") !== "refused"
      ? cell
      : h("input", {
          class: "mend",
          name: "mend",
          value: cell,
          autocomplete: "off",
          "data-row": row.row,
          "data-column": header,
          "aria-label": t("import.mend", { header, row: row.row }),
        }),
  );

/** @param {Report} report */
function refusedTable(report) {
  if (!report.refused.length) return h("p", { class: "state" }, t("import.noneRefused"));
  return table(
    report,
    report.refused.slice(0, shownRefused).map((row) =>
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
        report.headers.map((header, i) => cellOf(row, header, row.cells[i] ?? "")),
      ),
    ),
  );
}

/** @param {Report} report */
function doubtfulTable(report) {
  if (!report.doubtful.length) return h("p", { class: "state" }, t("import.noneShown"));
  const heading = (/** @type {string} */ text) => h("th", { scope: "col" }, text);
  return h(
    "div",
    null,
    h("p", { class: "quiet" }, t(report.kind === "purchases" ? "import.doubtfulSales" : "import.doubtfulNote")),
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
          heading(t("import.doubtfulWho")),
          heading(t("import.doubtfulWhy")),
        ),
      ),
      h(
        "tbody",
        null,
        report.doubtful
          .slice(0, shownRefused)
          .map(({ row, name, reason }) =>
            h(
              "tr",
              { "data-outcome-row": "doubtful" },
              h("td", { class: "num quiet" }, row),
              h("td", { dir: "auto" }, name),
              h("td", { dir: "auto" }, reason),
            ),
          ),
      ),
    ),
  );
}

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
