// One deed of the book's history, in words.
import { h } from "../dom.js";
import { moment } from "../format.js";
import { t } from "../texts.js";

/** @param {import("../api/nouns.js").Deed} deed @param {Element | null} [action] */
export const deedRow = (deed, action = null) =>
  h(
    "li",
    { "data-deed-id": deed.deed, class: deed.undone ? "undone" : "" },
    h(
      "span",
      { class: "what" },
      sentence(deed.summary),
      deed.undone && h("b", { class: "mark-undone" }, t("history.undone")),
    ),
    h("span", { class: "when" }, moment(deed.at), deed.staff && ` · ${deed.staff}`),
    action,
  );

/** The book tells a deed as part of a sentence; standing alone it begins with a capital. @param {string} summary */
const sentence = (summary) => summary.charAt(0).toLocaleUpperCase() + summary.slice(1);
