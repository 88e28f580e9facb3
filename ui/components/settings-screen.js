// <settings-screen>: the shop, who is at the counter, the history of the book, the sample shop, about.
import * as book from "../api/book.js";
import { fire, h, one, show } from "../dom.js";
import { number } from "../format.js";
import { attempt } from "../forms.js";
import { shopFields, shopFrom } from "../parts/shop-fields.js";
import { book as open, status } from "../shop.js";
import { t } from "../texts.js";

class SettingsScreen extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    this.heading = h("h1", { tabindex: "-1" }, t("screen.settings"));
    this.shopForm = h("form", { class: "shop", noValidate: true, "aria-labelledby": "settings-shop" });
    this.sample = h("div", { class: "sample-choice" });
    this.aboutList = h("dl", { class: "about-list" });
    show(
      this,
      h("header", { class: "screen-head" }, this.heading),
      h(
        "div",
        { class: "screen-body settings-layout" },
        h(
          "div",
          null,
          section("shop", this.shopForm),
          section("staff", document.createElement("staff-list")),
          section("sample", this.sample),
          section("about", this.aboutList),
        ),
        h("div", null, section("history", document.createElement("book-history"))),
      ),
    );
    this.shopForm.addEventListener("submit", (/** @type {Event} */ event) => this.#onSubmit(event));
    this.#drawShop();
  }

  get deeds() {
    return [
      { deed: "undo", key: "Ctrl+Z", text: t("keys.undo"), run: () => fire(this, "undo") },
      { deed: "keys", key: "?", text: t("keys.all"), run: () => fire(this, "show-keys") },
      { deed: "cover", key: "F9", text: t("keys.cover"), run: () => fire(this, "cover") },
    ];
  }

  async enter() {
    this.#drawAbout();
    this.take();
    await this.refresh();
  }

  take() {
    this.heading.focus();
  }

  async refresh() {
    this.#drawAbout();
    await Promise.all(["staff-list", "book-history"].map((name) => one(this, name).refresh()));
  }

  async #drawShop() {
    const { name, region, currency, timeZone, dayEnds } = open();
    show(
      this.shopForm,
      h("p", { class: "form-error", role: "alert" }),
      h("button", { class: "primary" }, t("entry.save")),
    );
    await shopFields(this.shopForm, { name, region, currency, timeZone, dayEnds }, false).catch((error) =>
      fire(this, "failed", { error }),
    );
  }

  /** @param {Event} event */
  async #onSubmit(event) {
    event.preventDefault();
    const shop = await attempt(this.shopForm, () => book.editShop(shopFrom(this.shopForm)));
    if (shop) fire(this, "deed-done", { text: t("toast.shop", { name: shop.name }), stay: true });
  }

  #drawAbout() {
    const { version } = status();
    const { path, customers, sample } = open();
    show(
      this.sample,
      h("p", null, t(sample ? "settings.inSample" : "settings.sampleText")),
      h(
        "button",
        { type: "button", id: "sample-switch", onclick: () => fire(this, sample ? "leave-sample" : "open-sample") },
        t(sample ? "sample.leave" : "settings.openSample"),
      ),
    );
    const facts = [
      ["settings.version", version],
      ["settings.customers", number(customers)],
      ["settings.path", path],
    ];
    show(
      this.aboutList,
      facts.map(([key, value]) => [h("dt", null, t(key)), h("dd", null, value)]),
      h("dt", null, t("settings.privacy")),
      h("dd", null, t("settings.privacyText")),
    );
  }
}

/** @param {string} name @param {Element} content */
const section = (name, content) =>
  h(
    "section",
    { "aria-labelledby": `settings-${name}`, "data-section": name },
    h("h2", { id: `settings-${name}` }, t(`settings.${name}`)),
    content,
  );

customElements.define("settings-screen", SettingsScreen);
