// The people behind a figure of the month. Choosing one opens the card.
import * as book from "../api/book.js";
import { fire, h, show } from "../dom.js";
import { money, monthYear, shortDay } from "../format.js";
import { errorText, t } from "../texts.js";
import { ask } from "./confirm-dialog.js";

const page = 100;

/** @param {string} month @param {string} figure @param {string} label @param {HTMLElement} from */
export function peopleDialog(month, figure, label, from) {
  const body = h("tbody");
  const state = h("p", { class: "state" }, t("page.loading"));
  const more = h("button", { type: "button", hidden: true, onclick: () => load() }, t("people.more"));
  const dialog = h(
    "dialog",
    { class: "sheet", "aria-labelledby": "people-title", "data-dialog": "people" },
    h("h2", { id: "people-title" }, t("people.title", { figure: label, month: monthYear(month) })),
    h(
      "div",
      { class: "dialog-body", tabindex: "0", role: "region", "aria-labelledby": "people-title" },
      h(
        "table",
        { class: "people" },
        h(
          "thead",
          null,
          h(
            "tr",
            null,
            ["name", "lastDay", "purchases", "amount"].map((key, i) =>
              h("th", { scope: "col", class: i > 1 ? "num" : "" }, t(`people.${key}`)),
            ),
          ),
        ),
        body,
      ),
      state,
      more,
    ),
    h(
      "form",
      { method: "dialog", class: "dialog-foot" },
      h("button", { class: "primary", autofocus: true }, t("entry.close")),
    ),
  );

  /** @param {string} id */
  const open = (id) => {
    dialog.close();
    fire(from, "open-customer", { id });
  };

  async function load() {
    try {
      const people = await book.monthPeople(month, figure, page, body.children.length);
      body.append(...people.map((person) => personRow(person, open)));
      more.hidden = people.length < page;
      show(state, body.children.length ? "" : t("people.nobody"));
    } catch (error) {
      show(state, errorText(/** @type {any} */ (error)));
    }
    state.hidden = !state.textContent;
  }

  load();
  return ask(dialog);
}

/** @param {import("../api/nouns.js").MonthPerson} person @param {(id: string) => void} open */
const personRow = (person, open) =>
  h(
    "tr",
    null,
    h(
      "th",
      { scope: "row" },
      h("button", { type: "button", class: "link", onclick: () => open(person.id) }, h("bdi", null, person.name)),
    ),
    h("td", null, person.lastDay ? shortDay(person.lastDay) : ""),
    h("td", { class: "num" }, person.purchases),
    h("td", { class: "num" }, money(person.amountMinor)),
  );
