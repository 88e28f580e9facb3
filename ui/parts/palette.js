// Ctrl+K: everything the window can do now, found by typing its name.
import { fire, h, show } from "../dom.js";
import { keyName } from "../keys.js";
import { t } from "../texts.js";
import { ask } from "./confirm-dialog.js";

/** @param {import("../keys.js").Deed[]} deeds */
export async function palette(deeds) {
  let shown = deeds;
  let active = 0;
  const list = h("ul", { id: "palette-list", role: "listbox", "aria-label": t("palette.label") });
  const input = h("input", {
    id: "palette-text",
    role: "combobox",
    autocomplete: "off",
    spellcheck: false,
    "aria-label": t("palette.label"),
    "aria-controls": "palette-list",
    "aria-expanded": "true",
    "aria-autocomplete": "list",
    placeholder: t("palette.hint"),
  });
  const dialog = h(
    "dialog",
    { class: "sheet palette", "aria-label": t("palette.label"), "data-dialog": "palette" },
    input,
    list,
  );
  const draw = () => {
    show(
      list,
      shown.map((deed, i) =>
        h(
          "li",
          {
            role: "option",
            id: `palette-${i}`,
            "data-palette": deed.deed,
            "aria-selected": String(i === active),
            onclick: () => run(i),
          },
          h("span", null, deed.text),
          h("kbd", { "aria-hidden": "true" }, keyName(deed.key)),
        ),
      ),
    );
    list.hidden = shown.length === 0;
    if (shown.length) input.setAttribute("aria-activedescendant", `palette-${active}`);
    else input.removeAttribute("aria-activedescendant");
    list.children[active]?.scrollIntoView({ block: "nearest" });
  };
  const run = (/** @type {number} */ i) => {
    dialog.close();
    // After the dialog has given the focus back, so that the deed may take it.
    setTimeout(() => shown[i].run());
  };
  input.addEventListener("input", () => {
    const words = input.value.toLowerCase().split(/\s+/);
    shown = deeds.filter((deed) => words.every((/** @type {string} */ word) => deed.text.toLowerCase().includes(word)));
    active = 0;
    draw();
  });
  input.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && shown.length) active = (active + step + shown.length) % shown.length;
    else if (event.key === "Enter" && shown.length) run(active);
    else return;
    event.preventDefault();
    draw();
  });
  draw();
  const closed = ask(dialog);
  input.focus();
  await closed;
  fire(document.body, "deeds-changed");
}
