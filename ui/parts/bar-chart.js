// A bar a day. The picture is for the eye; the same figures stand in a table for those who do not see it.
import { h, svg } from "../dom.js";
import { amount, longDay, money } from "../format.js";
import { t } from "../texts.js";

const width = 720;
const height = 200;
const foot = 22;
const side = 68;

/** A round figure not below the largest bar. @param {number} largest */
export function roof(largest) {
  const power = 10 ** Math.floor(Math.log10(Math.max(largest, 1)));
  return [1, 2, 2.5, 5, 10].map((step) => step * power).find((step) => step >= largest) ?? largest;
}

/** @param {{day: string, revenueMinor: number, purchases: number}[]} days */
export function barChart(days) {
  const top = roof(Math.max(...days.map((day) => day.revenueMinor), 1));
  const step = (width - side) / days.length;
  const y = (/** @type {number} */ minor) => (height - foot) * (1 - Math.max(minor, 0) / top) + 6;
  const picture = svg("svg", { viewBox: `0 0 ${width} ${height + 6}`, class: "bars", "aria-hidden": "true" });
  for (const part of [0, 0.5, 1]) {
    picture.append(
      svg("line", { x1: side, x2: width, y1: y(top * part), y2: y(top * part), class: "grid" }),
      word(side - 8, y(top * part) + 4, "end", amount(top * part)),
    );
  }
  days.forEach((day, i) => {
    const x = side + i * step;
    const bar = svg("rect", {
      x: x + step * 0.16,
      width: step * 0.68,
      y: y(day.revenueMinor),
      height: Math.max(y(0) - y(day.revenueMinor), 0),
      rx: 2,
    });
    if (isRestDay(day.day)) bar.setAttribute("class", "weekend");
    const title = svg("title");
    title.textContent = `${longDay(day.day)}: ${money(day.revenueMinor)} · ${t("month.dayPurchases", { count: day.purchases })}`;
    bar.append(title);
    picture.append(bar);
    const date = Number(day.day.slice(8));
    if (date === 1 || date % 5 === 0) picture.append(word(x + step / 2, height + 2, "middle", String(date)));
  });
  return h("figure", null, picture, h("div", { class: "unseen" }, table(days)));
}

/** @param {string} day */
const isRestDay = (day) => [0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay());

/** @param {number} x @param {number} y @param {string} anchor @param {string} text */
function word(x, y, anchor, text) {
  const label = svg("text", { x, y, "text-anchor": anchor });
  label.textContent = text;
  return label;
}

/** @param {{day: string, revenueMinor: number, purchases: number}[]} days */
const table = (days) =>
  h(
    "table",
    null,
    h("caption", null, t("month.chart")),
    h(
      "thead",
      null,
      h(
        "tr",
        null,
        h("th", { scope: "col" }, t("month.day")),
        h("th", { scope: "col" }, t("month.revenueMinor")),
        h("th", { scope: "col" }, t("month.purchases")),
      ),
    ),
    h(
      "tbody",
      null,
      days.map((day) =>
        h(
          "tr",
          null,
          h("th", { scope: "row" }, longDay(day.day)),
          h("td", null, money(day.revenueMinor)),
          h("td", null, day.purchases),
        ),
      ),
    ),
  );
