// <start-page>: the first start. Three questions on one page, then: empty, with a file, or a look at the sample shop.
import * as book from "../api/book.js";
import { fire, h, show } from "../dom.js";
import { attempt } from "../forms.js";
import { shopFields, shopFrom } from "../parts/shop-fields.js";
import { status } from "../shop.js";
import { t } from "../texts.js";

class StartPage extends HTMLElement {
  async connectedCallback() {
    this.dataset.screen = "start";
    this.form = h("form", { noValidate: true, class: "start-form", "aria-labelledby": "start-title" });
    show(
      this.form,
      h("p", { class: "form-error", role: "alert" }),
      h(
        "div",
        { class: "start-ways" },
        way("empty", "start.empty", "start.emptyText", "primary"),
        way("file", "start.file", "start.fileText", ""),
      ),
    );
    show(
      this,
      h(
        "main",
        { class: "start" },
        h(
          "header",
          null,
          h("p", { class: "wordmark" }, t("app.name")),
          h("h1", { id: "start-title" }, t("start.title")),
          h("p", { class: "lead" }, t("start.lead")),
        ),
        this.form,
        h(
          "div",
          { class: "start-sample" },
          h("p", null, t("start.sampleText")),
          h("button", { type: "button", id: "start-sample", onclick: () => this.#sample() }, t("start.sample")),
        ),
        h("p", { class: "quiet" }, t("start.private")),
      ),
    );
    this.form.addEventListener("submit", (/** @type {SubmitEvent} */ event) => this.#onSubmit(event));
    const { region, currency, timeZone } = status();
    await attempt(this.form, () =>
      shopFields(this.form, { name: "", region, currency, timeZone, dayEnds: "00:00" }, true),
    );
    this.form.querySelector("input").focus();
  }

  /** @param {SubmitEvent} event */
  async #onSubmit(event) {
    event.preventDefault();
    const way = /** @type {HTMLButtonElement | null} */ (event.submitter)?.value ?? "empty";
    const made = await attempt(this.form, () => book.createBook(shopFrom(this.form)));
    if (made) fire(this, "opened", { status: made, bringFile: way === "file" });
  }

  async #sample() {
    const progress = h("p", { class: "quiet", role: "status" }, t("start.samplePreparing"));
    this.querySelector(".start-sample")?.append(progress);
    const opened = await attempt(this.form, () => book.openSample());
    progress.remove();
    if (opened) fire(this, "opened", { status: opened });
  }
}

/** @param {string} value @param {string} title @param {string} text @param {string} look */
const way = (value, title, text, look) =>
  h("button", { class: `way ${look}`, value, id: `start-${value}` }, h("b", null, t(title)), h("span", null, t(text)));

customElements.define("start-page", StartPage);
