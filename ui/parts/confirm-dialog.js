// A question before a deed that hides a lot at once. It says what happens and that it can be taken back.
import { h } from "../dom.js";
import { t } from "../texts.js";

/**
 * Opens a dialog, removes it when it closes.
 * @param {any} dialog @returns {Promise<string>} what it closed with
 */
export function ask(dialog) {
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue);
      dialog.remove();
    });
  });
}

/** Where a "no" of its own is given, that is what Enter says. @param {{title: string, text: string, yes: string, no?: string}} question */
export async function confirmDialog({ title, text, yes, no = "" }) {
  const dialog = h(
    "dialog",
    { class: "sheet narrow", "aria-labelledby": "confirm-title", "data-dialog": "confirm" },
    h(
      "form",
      { method: "dialog" },
      h("h2", { id: "confirm-title" }, title),
      h("p", null, text),
      h(
        "div",
        { class: "dialog-foot" },
        h("button", { class: "primary", value: "yes", autofocus: !no }, yes),
        h("button", { value: "no", autofocus: !!no }, no || t("entry.close")),
      ),
    ),
  );
  return (await ask(dialog)) === "yes";
}
