// The three boxes that are read before the first sentence ends: the usual, what to mind, what is promised.
import { h } from "../dom.js";
import { addDays, dueWords, lateWords, relativeDay, today } from "../format.js";
import { icon } from "../icons.js";
import { t } from "../texts.js";

const minding = ["allergy", "avoids"];

/** @param {import("../api/nouns.js").Card} card */
export function boxes(card) {
  const who = card.customer.callMe || card.customer.given || card.customer.name;
  return h(
    "div",
    { class: "boxes" },
    box("usual", usual(card), t("box.usualEmpty", { name: who })),
    box("mind", mind(card), t("box.mindEmpty", { name: who })),
    box("promised", promised(card), t("box.promisedEmpty", { name: who })),
  );
}

/** @param {string} name @param {Element[]} rows @param {string} empty */
function box(name, rows, empty) {
  return h(
    "section",
    {
      class: `box-${name}`,
      "data-box": name,
      "data-empty": rows.length ? null : "true",
      tabindex: rows.length ? "0" : null,
      "aria-labelledby": `box-${name}`,
    },
    h("h3", { id: `box-${name}` }, icon(name), t(`box.${name}`)),
    rows.length ? h("ul", null, rows) : h("p", { class: "teach" }, empty),
  );
}

/** @param {import("../api/nouns.js").Card} card */
function usual({ preferences, summary }) {
  const said = preferences.filter((p) => p.kind === "usual");
  const liked = preferences.filter((p) => !minding.includes(p.kind) && p.kind !== "usual");
  return [
    ...said.map((p) => wish(p, h("strong", null, p.value))),
    ...(said.length || !summary.usualItems.length
      ? []
      : [
          h(
            "li",
            null,
            h(
              "span",
              null,
              h("strong", null, summary.usualItems.slice(0, 3).join(", ")),
              " ",
              h("small", null, t("box.often")),
            ),
          ),
        ]),
    ...liked.map((p) => wish(p, h("span", null, h("small", null, `${t(`preference.${p.kind}`)} `), p.value))),
  ];
}

/** @param {import("../api/nouns.js").Card} card */
function mind({ preferences }) {
  return minding.flatMap((kind) =>
    preferences
      .filter((p) => p.kind === kind)
      .map((p) =>
        wish(
          p,
          h(
            "span",
            { class: kind },
            kind === "allergy" && icon("mind"),
            h("b", null, t(`mind.${kind}`)),
            " ",
            h("span", null, p.value),
          ),
        ),
      ),
  );
}

/** @param {import("../api/nouns.js").Preference} preference @param {Element} words */
function wish(preference, words) {
  return h(
    "li",
    { "data-id": preference.id },
    words,
    h(
      "button",
      {
        type: "button",
        class: "small",
        "data-act": "unwish",
        "data-id": preference.id,
        "aria-label": t("box.unwish", { value: preference.value }),
      },
      icon("cross"),
    ),
  );
}

/** The kind, unless the title begins with it: "Call call about tea" says it twice. @param {import("../api/nouns.js").FollowUp} followUp */
function kindWord({ kind, title }) {
  const word = t(`followUpKind.${kind}`);
  if (kind === "other" || title.toLowerCase().startsWith(word.toLowerCase())) return null;
  return h("small", null, `${word} `);
}

/** @param {import("../api/nouns.js").Card} card */
function promised({ followUps, customer, summary }) {
  const rows = followUps
    .filter((followUp) => followUp.state === "open")
    .map((followUp) =>
      h(
        "li",
        { "data-id": followUp.id, class: followUp.late ? "late" : "" },
        h(
          "span",
          null,
          h("b", { class: "when" }, followUp.late ? lateWords(followUp.due) : dueWords(followUp.due)),
          " ",
          kindWord(followUp),
          followUp.title,
        ),
        h(
          "button",
          {
            type: "button",
            class: "small",
            "data-act": "keep-promise",
            "data-id": followUp.id,
            "aria-label": t("box.close", { title: followUp.title }),
          },
          icon("done"),
        ),
      ),
    );
  const soon = summary.birthdayInDays;
  if (customer.birthday && soon !== null && soon <= 14) {
    rows.push(
      h(
        "li",
        { class: "birthday" },
        h("span", null, icon("birthday"), t("box.birthday", { when: relativeDay(addDays(today(), soon)) })),
      ),
    );
  }
  return rows;
}
