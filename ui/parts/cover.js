// F9: a plain cover over everything, dialogs too, so that nobody reads a card across the counter. Any key takes it away.
import { h, one, show } from "../dom.js";
import { t } from "../texts.js";

/** @param {string} shop */
export function cover(shop) {
  const place = /** @type {HTMLDialogElement} */ (one(document, "#cover"));
  if (place.open) return;
  show(place, h("h1", { id: "cover-name", tabindex: "-1", autofocus: true }, shop), h("p", null, t("cover.hint")));
  place.showModal();

  /** The key that takes it away does nothing else. @param {Event} event */
  const lift = (event) => {
    event.preventDefault();
    event.stopPropagation();
    document.removeEventListener("keydown", lift, true);
    place.removeEventListener("click", lift);
    place.close();
    show(place);
  };
  document.addEventListener("keydown", lift, true);
  place.addEventListener("click", lift);
}
