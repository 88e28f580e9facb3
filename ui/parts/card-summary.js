// One line of figures under the boxes: last here, rhythm, visits, money.
import { h } from "../dom.js";
import { daysBetween, every, money, relativeDay, shortDay, today } from "../format.js";
import { has, t } from "../texts.js";

/** @param {import("../api/nouns.js").Card} card */
export function summaryLine({ summary, openings }) {
  const before = openings.map(openingLine);
  if (!summary.lastDay) return [h("p", { class: "summary" }, h("span", null, t("card.neverHere"))), ...before];
  const rhythm = summary.usualEveryDays;
  const overdue = rhythm && daysBetween(summary.lastDay, today()) > rhythm * 1.5;
  const line = h(
    "p",
    { class: "summary" },
    h("span", null, t("card.lastHere"), " ", h("b", null, relativeDay(summary.lastDay))),
    rhythm && h("span", { class: overdue ? "overdue" : "" }, t("card.every"), " ", h("b", null, every(rhythm))),
    h("span", null, t("card.visits", { count: summary.visits })),
    h("span", null, h("b", null, money(summary.spentThisYearMinor)), " ", t("card.thisYear")),
    h("span", null, h("b", null, money(summary.spentMinor)), " ", t("card.ever")),
  );
  return [line, ...before];
}

/** What another program had counted; never added to the book's own figures. @param {import("../api/nouns.js").Opening} opening */
function openingLine({ program, asOf, points, spentMinor, visits, firstDay, lastDay }) {
  const name = has(`program.${program}`) ? t(`program.${program}`) : program;
  const facts = [
    visits !== null && t("card.openingVisits", { count: visits }),
    spentMinor !== null && money(spentMinor),
    points !== null && t("card.openingPoints", { count: points }),
    firstDay && t("card.openingSince", { day: shortDay(firstDay) }),
    lastDay && t("card.openingUntil", { day: shortDay(lastDay) }),
  ].filter(Boolean);
  return h(
    "p",
    { class: "summary quiet" },
    h("span", null, t("card.opening", { program: name, day: shortDay(asOf) }), " ", facts.join(", ")),
  );
}
