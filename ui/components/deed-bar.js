// <deed-bar>: what can be done now and by which key; nobody has to learn a list.
import { h, show } from "../dom.js";
import { keyName } from "../keys.js";

class DeedBar extends HTMLElement {
  /** @type {import("../keys.js").Deed[]} */
  offered = [];
  #shown = "";

  /** @param {import("../keys.js").Deed[]} deeds @param {boolean} armed whether single letters are deeds right now */
  offer(deeds, armed) {
    this.toggleAttribute("data-waiting", !armed);
    const now = deeds.map((deed) => deed.deed + deed.text).join();
    this.offered = deeds;
    if (now === this.#shown) return;
    this.#shown = now;
    show(
      this,
      deeds.map((deed, i) =>
        h(
          "button",
          { type: "button", "data-deed": deed.deed, onclick: () => this.offered[i].run() },
          h("kbd", { "aria-hidden": "true" }, keyName(deed.key)),
          " ",
          deed.text,
        ),
      ),
    );
  }
}

customElements.define("deed-bar", DeedBar);
