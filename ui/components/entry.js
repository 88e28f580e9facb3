// The base of what is written at the foot of a card: a small form that saves on Enter, closes on Esc, and keeps what was
// typed until the book has it. Subclasses name their template and say how to save.

import * as book from "../api/book.js";
import { fire, h, latest, one, template } from "../dom.js";
import { dueFull, fullDay } from "../format.js";
import { attempt, field, refill, values } from "../forms.js";
import { chord } from "../keys.js";
import { errorText, t } from "../texts.js";

/** What was typed and not yet saved, by customer and kind of entry. @type {Map<string, Record<string, string>>} */
const drafts = new Map();

const readings = {
  due: async (/** @type {string} */ text) => dueFull((await book.readDue(text)).due),
  day: async (/** @type {string} */ text) => fullDay((await book.readDay(text)).day),
};

export class Entry extends HTMLElement {
  /** @type {import("../api/nouns.js").Card} */
  card = /** @type {any} */ (null);
  /** @type {any} */
  subject = undefined;
  templateId = "";
  /** @type {HTMLFormElement} */
  form = h("form", { noValidate: true, autocomplete: "off" });

  get deeds() {
    return [
      { deed: "save", key: "Enter", text: t("entry.save"), run: () => this.form.requestSubmit() },
      { deed: "close", key: "Escape", text: t("entry.close"), run: () => this.close() },
    ];
  }

  get customerId() {
    return this.card.customer.id;
  }

  /** Draws the form and puts the cursor in it. */
  start() {
    if (!this.form.parentElement) {
      this.form.append(template(this.templateId));
      this.append(this.form);
      this.setAttribute("data-entry", this.localName.replace("-entry", ""));
      const title = this.form.querySelector(".entry-title");
      if (title) this.form.setAttribute("aria-label", title.textContent ?? "");
      this.prepare();
      for (const line of this.form.querySelectorAll("[data-reading]"))
        this.#readAloud(/** @type {HTMLElement} */ (line));
      this.form.addEventListener("submit", (event) => this.#onSubmit(event));
      this.form.addEventListener("click", (event) => this.#onClick(event));
      this.form.addEventListener("keydown", (event) => this.#onKey(event));
      const draft = drafts.get(this.#draftKey);
      if (draft) {
        refill(this.form, draft);
        this.restored();
      }
    }
    this.first()?.focus();
  }

  /** Fills in what the template leaves open. */
  prepare() {}
  /** After a draft came back. */
  restored() {}
  /** @returns {HTMLElement | null} */
  first() {
    return this.form.querySelector("input:not([type=radio]), textarea");
  }

  /**
   * Writes it down; gives the sentence for the toast and the id of the new row.
   * @returns {Promise<{text: string, mark?: string}>}
   */
  async save() {
    throw new Error("an entry says how it is saved");
  }

  close() {
    this.keepDraft();
    fire(this, "entry-closed");
  }

  keepDraft() {
    const typed = values(this.form);
    const blank = [...this.form.querySelectorAll("input:not([type=radio]), textarea")].every(
      (input) => /** @type {HTMLInputElement} */ (input).value === "",
    );
    if (blank) drafts.delete(this.#draftKey);
    else drafts.set(this.#draftKey, typed);
  }

  get #draftKey() {
    return `${this.customerId}/${this.localName}/${typeof this.subject === "string" ? this.subject : ""}`;
  }

  /**
   * A row of kinds to choose from with Ctrl and a digit.
   * @param {string} prefix of the texts @param {string[]} kinds @param {string} [chosen]
   */
  kinds(prefix, kinds, chosen = kinds[0]) {
    const place = one(this.form, ".kinds");
    place.setAttribute("role", "radiogroup");
    place.setAttribute("aria-label", t("entry.kind"));
    place.append(
      ...kinds.map((kind, i) =>
        h(
          "label",
          { class: "kind" },
          h("input", { type: "radio", name: "kind", value: kind, checked: kind === chosen }),
          h("span", null, t(`${prefix}.${kind}`)),
          h("kbd", { "aria-hidden": "true" }, String(i + 1)),
        ),
      ),
    );
  }

  /** Shows under a field of words the day they mean, before Enter. @param {HTMLElement} line */
  #readAloud(line) {
    const name = /** @type {"due" | "day"} */ (line.dataset.reading);
    const input = field(this.form, name);
    line.id = `${input.id}-reading`;
    line.setAttribute("aria-live", "polite");
    const read = latest(readings[name]);
    const say = async () => {
      const text = input.value.trim();
      try {
        const words = text ? await read(text) : "";
        if (words !== null) line.textContent = words;
        line.classList.remove("unread");
      } catch (error) {
        line.textContent = errorText(/** @type {any} */ (error));
        line.classList.add("unread");
      }
    };
    input.addEventListener("input", say);
    if (input.value) say();
  }

  /** @param {Event} event */
  async #onSubmit(event) {
    event.preventDefault();
    const saved = await attempt(this.form, () => this.save());
    if (!saved) return;
    drafts.delete(this.#draftKey);
    this.remove();
    fire(document.body, "deed-done", { ...saved, customerId: this.customerId });
  }

  /** @param {Event} event */
  #onClick(event) {
    const button = /** @type {HTMLElement} */ (event.target).closest("[data-act]");
    if (button) this.act(/** @type {HTMLElement} */ (button).dataset.act ?? "", /** @type {HTMLElement} */ (button));
  }

  /** A button of the form was pressed. @param {string} act @param {HTMLElement} _button */
  act(act, _button) {
    if (act === "close") this.close();
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.defaultPrevented || event.isComposing) return;
    const pressed = chord(event);
    const digit = /^Ctrl\+(\d)$/.exec(pressed);
    const radio = digit && this.form.querySelectorAll("input[name=kind]")[Number(digit[1]) - 1];
    if (pressed === "Escape") this.close();
    // In a note Enter saves like everywhere else; Shift+Enter begins a new line.
    else if (pressed === "Enter" && event.target instanceof HTMLTextAreaElement && !event.shiftKey)
      this.form.requestSubmit();
    else if (radio) /** @type {HTMLInputElement} */ (radio).checked = true;
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** What the book made of a due text while it was typed, else the text itself. @param {string} text */
  async due(text) {
    return text.trim() ? (await book.readDue(text)).due : text;
  }
}
