// One line that says what was done, where screen readers hear it; and a quiet "saved at" at the foot.
import { h, show } from "./dom.js";
import { clock } from "./format.js";
import { t } from "./texts.js";

/** How long a toast stays, in milliseconds; it stays longer while the pointer or the focus is on it. */
const stay = 7000;
let leaving = 0;

/** @param {string} text @param {{takeBack?: (() => void) | null, bad?: boolean}} [how] */
export function toast(text, { takeBack = null, bad = false } = {}) {
  const place = /** @type {HTMLElement} */ (document.getElementById("toast"));
  show(
    place,
    h(
      "div",
      { class: bad ? "toast bad" : "toast" },
      h("span", null, text),
      takeBack &&
        h(
          "button",
          { type: "button", onclick: takeBack },
          t("toast.takeBack"),
          h("kbd", { "aria-hidden": "true" }, "Ctrl Z"),
        ),
    ),
  );
  clearTimeout(leaving);
  const leave = () => {
    if (place.matches(":hover, :focus-within")) leaving = window.setTimeout(leave, stay);
    else show(place);
  };
  leaving = window.setTimeout(leave, stay);
}

/** What was said on another screen is read by now; Ctrl+Z takes it back all the same. */
export function quiet() {
  clearTimeout(leaving);
  show(/** @type {HTMLElement} */ (document.getElementById("toast")));
}

/** Only after the book said so: it answers once the deed is on the disk. */
export function saved() {
  const line = document.getElementById("saved");
  if (line) line.textContent = t("page.saved", { time: clock(new Date().toISOString()) });
}
