// Which columns of a month's tables are written; all of them until somebody says otherwise.
import { h } from "../dom.js";
import { t } from "../texts.js";

/**
 * A choice for each table, folded up where all of it is written.
 * @param {{table: string, columns: string[]}[]} tables @param {Record<string, string[]>} before what was chosen last time
 */
export const columnsChoice = (tables, before) =>
  h(
    "div",
    { class: "columns-choice" },
    tables.map(({ table, columns }) =>
      h(
        "details",
        { "data-table": table, open: table in before },
        h("summary", null, t("files.columns", { table: t(`files.${table}`) })),
        h(
          "div",
          { class: "columns", role: "group", "aria-label": t(`files.${table}`) },
          columns.map((column) =>
            h(
              "label",
              { class: "tick" },
              h("input", {
                type: "checkbox",
                value: column,
                checked: !before[table] || before[table].includes(column),
              }),
              h("span", null, column),
            ),
          ),
        ),
      ),
    ),
  );

/**
 * The tables of which not every column is ticked; one without any tick is written whole, because an empty file helps nobody.
 * @param {ParentNode} root @returns {Record<string, string[]>}
 */
export function chosenColumns(root) {
  const chosen = [...root.querySelectorAll(".columns-choice [data-table]")].map((table) => {
    const boxes = /** @type {HTMLInputElement[]} */ ([...table.querySelectorAll("input")]);
    const ticked = boxes.filter((box) => box.checked).map((box) => box.value);
    const some = ticked.length > 0 && ticked.length < boxes.length;
    return some ? [table.getAttribute("data-table"), ticked] : null;
  });
  return Object.fromEntries(/** @type {any} */ (chosen.filter(Boolean)));
}
