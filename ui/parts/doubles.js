// The warning beside the customer form: people in the book who look like the one being typed.
import { h } from "../dom.js";
import { relativeDay } from "../format.js";
import { t } from "../texts.js";

/** @param {import("../api/nouns.js").Found[]} rows */
export function doubleRows(rows) {
  if (!rows.length) return [];
  return [
    h("h3", null, t("customer.doubles", { count: rows.length })),
    h(
      "ul",
      null,
      rows.map((row, i) =>
        h(
          "li",
          null,
          h(
            "button",
            { type: "button", "data-act": "double", "data-id": row.id },
            h("bdi", { class: "name" }, row.name),
            h("span", { class: "quiet" }, [row.phones[0], row.town].filter(Boolean).join(" · ")),
            h("span", { class: "quiet" }, row.lastDay ? relativeDay(row.lastDay) : t("find.never")),
            h("kbd", null, `Ctrl ${i + 1}`),
          ),
        ),
      ),
    ),
    h("p", { class: "quiet" }, t("customer.doublesText")),
  ];
}
