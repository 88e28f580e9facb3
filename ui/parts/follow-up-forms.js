// The questions a follow-up's row asks in place: how it went, or which other day.
import * as book from "../api/book.js";
import { fire, h, latest } from "../dom.js";
import { dueFull } from "../format.js";
import { attempt } from "../forms.js";
import { errorText, t } from "../texts.js";

/** @param {(outcome: string) => Promise<unknown>} save */
export const outcomeForm = (save) => rowForm("outcome", t("today.outcome"), t("today.outcomeHint"), save);

/** @param {(until: string) => Promise<unknown>} save */
export function dayForm(save) {
  const form = rowForm("until", t("today.until"), t("followUp.whenHint"), save);
  const reading = h("p", { class: "reading", "aria-live": "polite" });
  const read = latest(book.readDue);
  const input = form.querySelector("input");
  input.after(reading);
  input.addEventListener("input", async () => {
    try {
      const answer = input.value.trim() ? await read(input.value) : { due: "" };
      if (answer) reading.textContent = answer.due && dueFull(answer.due);
    } catch (error) {
      reading.textContent = errorText(/** @type {any} */ (error));
    }
  });
  return form;
}

/** @param {string} name @param {string} label @param {string} hint @param {(text: string) => Promise<unknown>} save */
function rowForm(name, label, hint, save) {
  const form = h(
    "form",
    { class: "row-form", noValidate: true },
    h(
      "div",
      { class: "field wide" },
      h("label", { for: `row-${name}` }, label),
      h("input", { id: `row-${name}`, name, placeholder: hint, autocomplete: "off" }),
    ),
    h("button", { class: "primary" }, t("entry.save")),
    h("button", { type: "button", onclick: () => fire(form, "closed") }, t("entry.close")),
    h("p", { class: "form-error", role: "alert" }),
  );
  form.addEventListener("submit", async (/** @type {Event} */ event) => {
    event.preventDefault();
    const answer = await attempt(form, () => save(form.querySelector("input").value.trim()));
    if (answer) fire(form, "saved");
  });
  form.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    event.stopPropagation();
    if (event.key === "Escape") fire(form, "closed");
  });
  return form;
}
