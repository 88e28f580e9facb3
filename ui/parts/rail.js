// The narrow rail: the five screens, and on Today how much is late.
import { h, one, show } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../texts.js";

const names = ["counter", "today", "month", "book", "settings"];

/** @param {number} late @param {string} at @param {(name: string) => void} go */
export function drawRail(late, at, go) {
  show(
    one(document, "#rail"),
    h(
      "ul",
      null,
      names.map((name, i) =>
        h(
          "li",
          null,
          h(
            "button",
            { type: "button", "data-go": name, title: `Alt+${i + 1}`, onclick: () => go(name) },
            icon(name),
            h("span", null, t(`screen.${name}`)),
            name === "today" &&
              late > 0 &&
              h(
                "b",
                { class: "late-count", id: "late-count" },
                late,
                h("span", { class: "unseen" }, ` ${t("today.group.late")}`),
              ),
          ),
        ),
      ),
    ),
  );
  markRail(at);
}

/** @param {string} at */
export function markRail(at) {
  for (const button of document.querySelectorAll("[data-go]")) {
    if (/** @type {HTMLElement} */ (button).dataset.go === at) button.setAttribute("aria-current", "page");
    else button.removeAttribute("aria-current");
  }
}
