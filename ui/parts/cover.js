// F9: a plain cover over everything, so that nobody reads a card across the counter. Any key takes it away.
import { h, one, show } from "../dom.js";
import { t } from "../texts.js";

/** @param {string} shop */
export function cover(shop) {
  const place = one(document, "#cover");
  const before = /** @type {HTMLElement | null} */ (document.activeElement);
  const others = [...document.body.children].filter((each) => each !== place && each instanceof HTMLElement);
  show(place, h("main", null, h("h1", { tabindex: "-1" }, shop), h("p", null, t("cover.hint"))));
  place.hidden = false;
  for (const each of others) /** @type {HTMLElement} */ (each).inert = true;
  one(place, "h1").focus();

  /** @param {Event} event */
  const lift = (event) => {
    event.preventDefault();
    event.stopPropagation();
    document.removeEventListener("keydown", lift, true);
    place.removeEventListener("click", lift);
    for (const each of others) /** @type {HTMLElement} */ (each).inert = false;
    place.hidden = true;
    show(place);
    before?.focus();
  };
  document.addEventListener("keydown", lift, true);
  place.addEventListener("click", lift);
}
