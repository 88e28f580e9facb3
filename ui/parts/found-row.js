// A row of the find box's answer: enough to tell two Anns apart.
import { h } from "../dom.js";
import { relativeDay } from "../format.js";
import { t } from "../texts.js";

/** @param {string} text */
const fold = (text) => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();

/**
 * The text with the typed scraps marked where a word begins with them.
 * @param {string} text @param {string} typed
 * @returns {(string | HTMLElement)[]}
 */
export function marked(text, typed) {
  const scraps = fold(typed).split(/\s+/).filter(Boolean);
  return text.split(/(\s+)/).map((word) => {
    const characters = [...word];
    const hit = scraps.find((scrap) => fold(word).startsWith(scrap));
    if (!hit) return word;
    let end = 0;
    while (end < characters.length && fold(characters.slice(0, end).join("")).length < hit.length) end++;
    return h("span", null, h("mark", null, characters.slice(0, end).join("")), characters.slice(end).join(""));
  });
}

/** @param {import("../api/nouns.js").Found} row @param {number} index @param {string} typed */
export function foundRow(row, index, typed) {
  const last = row.lastDay ? [relativeDay(row.lastDay), row.lastItem].filter(Boolean).join(" · ") : t("find.never");
  return h(
    "li",
    { role: "option", id: `result-${index}`, "aria-selected": "false", "data-id": row.id },
    h(
      "span",
      { class: "who" },
      h("bdi", { class: "name" }, marked(row.name, typed)),
      row.callMe && row.callMe !== row.name && h("bdi", { class: "call-me" }, `“${row.callMe}”`),
    ),
    h("bdi", { class: "phone" }, row.phones[0] ?? row.emails[0] ?? row.town ?? ""),
    h("span", { class: "last" }, last),
    h(
      "span",
      { class: "tags" },
      row.match === "typo" && h("span", { class: "match" }, t("find.typo")),
      row.tags.slice(0, 2).map((tag) => h("span", { class: "tag" }, tag)),
    ),
  );
}
