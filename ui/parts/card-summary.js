// One line of figures under the boxes: last here, rhythm, visits, money.
import { h } from "../dom.js";
import { daysBetween, every, money, relativeDay, today } from "../format.js";
import { t } from "../texts.js";

/** @param {import("../api/nouns.js").Card} card */
export function summaryLine({ summary }) {
  if (!summary.lastDay) return h("p", { class: "summary" }, h("span", null, t("card.neverHere")));
  const rhythm = summary.usualEveryDays;
  const overdue = rhythm && daysBetween(summary.lastDay, today()) > rhythm * 1.5;
  return h(
    "p",
    { class: "summary" },
    h("span", null, t("card.lastHere"), " ", h("b", null, relativeDay(summary.lastDay))),
    rhythm && h("span", { class: overdue ? "overdue" : "" }, t("card.every"), " ", h("b", null, every(rhythm))),
    h("span", null, t("card.visits", { count: summary.visits })),
    h("span", null, h("b", null, money(summary.spentThisYearMinor)), " ", t("card.thisYear")),
    h("span", null, h("b", null, money(summary.spentMinor)), " ", t("card.ever")),
  );
}
