// <staff-list>: who is at the counter now, and who else there is. Deeds carry the name chosen here.
import * as book from "../api/book.js";
import { fire, h, show } from "../dom.js";
import { attempt, values } from "../forms.js";
import { book as open } from "../shop.js";
import { t } from "../texts.js";

class StaffList extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    this.list = h("fieldset", { class: "people-choice" });
    this.form = h(
      "form",
      { class: "one-line", noValidate: true, "aria-label": t("staff.add") },
      h(
        "div",
        { class: "field wide" },
        h("label", { for: "staff-name" }, t("staff.name")),
        h("input", { id: "staff-name", name: "name", autocomplete: "off" }),
      ),
      h(
        "div",
        { class: "field" },
        h("label", { for: "staff-role" }, t("staff.role")),
        h(
          "select",
          { id: "staff-role", name: "role" },
          ["counter", "owner"].map((role) => h("option", { value: role }, t(`role.${role}`))),
        ),
      ),
      h("button", null, t("staff.add")),
      h("p", { class: "form-error", role: "alert" }),
    );
    show(this, this.list, this.form);
    this.form.addEventListener("submit", (/** @type {Event} */ event) => this.#onSubmit(event));
    this.list.addEventListener("change", (/** @type {Event} */ event) =>
      this.#act(/** @type {HTMLInputElement} */ (event.target).value),
    );
  }

  async refresh() {
    try {
      const people = await book.staff();
      const now = open().staff;
      // Who was taken off the list still acts until somebody else says so.
      if (now && !people.some((person) => person.name === now)) people.push({ id: "", name: now, role: "" });
      show(
        this.list,
        h("legend", null, t("staff.now")),
        [{ id: "", name: "", role: "" }, ...people].map((person) =>
          h(
            "label",
            { class: "tick" },
            h("input", { type: "radio", name: "staff", value: person.name, checked: (now ?? "") === person.name }),
            h(
              "span",
              null,
              person.name || t("staff.nobody"),
              person.role && h("small", { class: "quiet" }, ` ${t(`role.${person.role}`)}`),
            ),
          ),
        ),
      );
    } catch (error) {
      fire(this, "failed", { error });
    }
  }

  /** @param {string} name */
  async #act(name) {
    try {
      await book.actAs(name || null);
      fire(this, "status-changed");
    } catch (error) {
      fire(this, "failed", { error });
    }
  }

  /** @param {Event} event */
  async #onSubmit(event) {
    event.preventDefault();
    const { name, role } = values(this.form);
    const person = await attempt(this.form, () => book.addStaff(name.trim(), role));
    if (!person) return;
    this.form.reset();
    fire(this, "deed-done", { text: t("toast.staff", { name: person.name }), stay: true });
  }
}

customElements.define("staff-list", StaffList);
