// Every key of the window on one page.
import { h } from "../dom.js";
import { t } from "../texts.js";
import { ask } from "./confirm-dialog.js";

/** Headings and, under each, chords and what they do. @type {[string, [string, string][]][]} */
const sheet = [
  [
    "keys.everywhere",
    [
      ["Alt 1 … 5", "keys.screens"],
      ["/", "keys.find"],
      ["Esc", "keys.back"],
      ["Ctrl K", "keys.palette"],
      ["Ctrl N", "keys.newCustomer"],
      ["Ctrl Z", "keys.undo"],
      ["Ctrl Shift Z", "keys.redo"],
      ["F9", "keys.cover"],
      ["?", "keys.all"],
    ],
  ],
  [
    "keys.findBox",
    [
      ["↑ ↓", "keys.choose"],
      ["↵", "keys.openCard"],
      ["Ctrl ↵", "keys.newTyped"],
    ],
  ],
  [
    "keys.card",
    [
      ["P", "deedBar.purchase"],
      ["N", "deedBar.note"],
      ["W", "deedBar.wish"],
      ["F", "deedBar.follow-up"],
      ["C", "deedBar.complaint"],
      ["O", "deedBar.belonging"],
      ["A", "deedBar.consent"],
      ["E", "deedBar.edit"],
      ["H", "deedBar.history"],
      ["V", "deedBar.address-card"],
      ["X", "deedBar.remove"],
      ["↑ ↓", "keys.purchases"],
      ["R", "keys.refund"],
    ],
  ],
  [
    "keys.entry",
    [
      ["↵", "entry.save"],
      ["Shift ↵", "keys.newLine"],
      ["Tab", "keys.takeItem"],
      ["Ctrl 1 … 7", "keys.kind"],
      ["Esc", "keys.closeEntry"],
    ],
  ],
  [
    "screen.today",
    [
      ["D", "today.done"],
      ["T", "today.tomorrow"],
      ["S", "today.anotherDay"],
      ["X", "today.drop"],
      ["C", "today.copy"],
      ["J K", "keys.walk"],
    ],
  ],
  [
    "keys.monthBook",
    [
      ["← →", "keys.month"],
      ["W", "keys.write"],
      ["F", "book.filter"],
      ["D", "book.doubles"],
      ["H", "book.handOn"],
      ["I", "book.import"],
    ],
  ],
];

export function keysDialog() {
  return ask(
    h(
      "dialog",
      { class: "sheet wide", "aria-labelledby": "keys-title", "data-dialog": "keys" },
      h(
        "form",
        { method: "dialog" },
        h("h2", { id: "keys-title" }, t("keys.title")),
        h(
          "div",
          { class: "dialog-body key-sheet", tabindex: "0", role: "region", "aria-labelledby": "keys-title" },
          sheet.map(([heading, rows]) =>
            h(
              "section",
              null,
              h("h3", null, t(heading)),
              h(
                "dl",
                null,
                rows.map(([key, text]) => [h("dt", null, h("kbd", null, key)), h("dd", null, t(text))]),
              ),
            ),
          ),
        ),
        h("div", { class: "dialog-foot" }, h("button", { class: "primary", autofocus: true }, t("entry.close"))),
      ),
    ),
  );
}
