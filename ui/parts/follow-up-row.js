// One thing owed, as a row: hour, kind, who, what, last contact, phone.
import { h } from "../dom.js";
import { addDays, dueHour, lateWords, relativeDay, today, weekday } from "../format.js";
import { icon } from "../icons.js";
import { t } from "../texts.js";

/** @typedef {import("../api/nouns.js").FollowUp} FollowUp */

/** The rows by when they are due, empty groups left out. @param {FollowUp[]} rows @param {string} [now] the business day */
export function groups(rows, now = today()) {
  const tomorrow = addDays(now, 1);
  const name = (/** @type {FollowUp} */ row) => {
    const day = row.due.slice(0, 10);
    return row.late ? "late" : day <= now ? "today" : day === tomorrow ? "tomorrow" : "later";
  };
  return ["late", "today", "tomorrow", "later"]
    .map((group) => ({ name: group, rows: rows.filter((row) => name(row) === group) }))
    .filter((group) => group.rows.length);
}

/** @param {FollowUp} row @param {boolean} chosen */
export function followUpRow(row, chosen) {
  return h(
    "li",
    {
      "data-follow-up": row.id,
      "data-chosen": chosen ? "" : null,
      tabindex: chosen ? "0" : "-1",
      class: row.late ? "late" : "",
    },
    h("span", { class: "when" }, when(row)),
    h("span", { class: "kind" }, icon(row.kind), t(`followUpKind.${row.kind}`)),
    h(
      "span",
      { class: "who" },
      h("bdi", { class: "name" }, row.customerName),
      row.callMe && row.callMe !== row.customerName && h("bdi", { class: "call-me" }, `“${row.callMe}”`),
    ),
    h(
      "span",
      { class: "title", dir: "auto" },
      row.title,
      row.assignee && h("small", { class: "quiet" }, ` ${t("card.by", { name: row.assignee })}`),
    ),
    h(
      "span",
      { class: "contact" },
      row.lastContactDay ? t("today.lastContact", { when: relativeDay(row.lastContactDay) }) : t("today.noContact"),
    ),
    h("bdi", { class: "phone" }, row.phones[0] ?? ""),
    h(
      "button",
      {
        type: "button",
        class: "small",
        "data-act": "copy",
        "aria-label": t("today.copyFor", { name: row.customerName }),
      },
      icon("copy"),
    ),
  );
}

/** @param {FollowUp} row */
function when(row) {
  if (row.late) return lateWords(row.due);
  const day = row.due.slice(0, 10);
  const hour = dueHour(row.due);
  return day > addDays(today(), 1) ? [weekday(day), hour].filter(Boolean).join(" ") : hour || t("today.anyHour");
}
