// <problem-page>: the book could not be opened. Says what happened, what is safe, and what to do next.
import { h, show } from "../dom.js";
import { errorText, has, t } from "../texts.js";

class ProblemPage extends HTMLElement {
  /** @param {{code: string, message: string, args?: Record<string, unknown>}} problem @param {() => void} again */
  tell(problem, again) {
    this.dataset.screen = "problem";
    const part = (/** @type {string} */ name) =>
      t(has(`problem.${problem.code}.${name}`) ? `problem.${problem.code}.${name}` : `problem.other.${name}`);
    show(
      this,
      h(
        "main",
        { class: "start problem", "data-code": problem.code },
        h("header", null, h("p", { class: "wordmark" }, t("app.name")), h("h1", { tabindex: "-1" }, part("title"))),
        h(
          "dl",
          { class: "told" },
          [
            ["happened", errorText(problem)],
            ["safe", part("safe")],
            ["next", part("next")],
          ].map(([name, text]) => [h("dt", null, t(`problem.${name}`)), h("dd", null, text)]),
        ),
        h("button", { type: "button", class: "primary big", id: "try-again", onclick: again }, t("problem.again")),
      ),
    );
    this.querySelector("h1")?.focus();
  }
}

customElements.define("problem-page", ProblemPage);
