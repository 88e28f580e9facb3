// What the counter shows before anyone has been found: how to begin, and what waits today.
import { h } from "../dom.js";
import { longDay, today } from "../format.js";
import { book } from "../shop.js";
import { t } from "../texts.js";

/** @param {string} key @param {string} text */
const line = (key, text) => h("li", null, h("kbd", null, key), h("span", null, text));

export function welcome() {
  const shop = book();
  return h(
    "section",
    { class: "welcome", "aria-labelledby": "welcome-title" },
    h("p", { class: "date" }, longDay(today())),
    h("h2", { id: "welcome-title" }, shop?.name ?? ""),
    h("p", { class: "lead" }, t(shop?.customers ? "counter.begin" : "counter.first")),
    h(
      "ul",
      { class: "ways" },
      line(t("counter.keyType"), t("counter.wayType")),
      line("↵", t("counter.wayOpen")),
      line("Ctrl ↵", t("counter.wayNew")),
      line("Alt 2", shop?.late ? t("counter.wayLate", { count: shop.late }) : t("counter.wayToday")),
      line("?", t("counter.wayKeys")),
    ),
  );
}
