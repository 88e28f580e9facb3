// What is handed on to other programs: a mailing list of those who said yes, or everybody's address cards.
import * as book from "../api/book.js";
import { h, one, show } from "../dom.js";
import { errorText, t } from "../texts.js";
import { ask } from "./confirm-dialog.js";
import { progressLine } from "./progress.js";

const purposes = ["news", "birthday", "reminder"];
const ways = ["email", "text", "phone", "post"];

/** @returns {Promise<string>} what was written, in words; nothing where it was left */
export async function handOnDialog() {
  const state = h("div", { "aria-live": "polite" });
  let said = "";
  const form = h(
    "form",
    { noValidate: true },
    h("h2", { id: "hand-on-title" }, t("handOn.title")),
    h("p", { class: "quiet" }, t("handOn.text")),
    tick("what", "mailing", t("files.mailing"), true),
    h(
      "div",
      { class: "hand-on-list" },
      select("purpose", purposes, t("handOn.purpose"), "purpose"),
      select("way", ways, t("handOn.way"), "channel"),
    ),
    tick("what", "cards", t("handOn.cards"), false),
    state,
    h(
      "div",
      { class: "dialog-foot" },
      h("button", { class: "primary" }, t("handOn.write")),
      h("button", { type: "button", onclick: () => dialog.close() }, t("entry.close")),
    ),
  );
  const dialog = h(
    "dialog",
    { class: "sheet narrow", "aria-labelledby": "hand-on-title", "data-dialog": "hand-on" },
    form,
  );

  const write = async (/** @type {boolean} */ force) => {
    const { what, purpose, way } = /** @type {any} */ (Object.fromEntries(new FormData(form)));
    try {
      const folder = await book.chooseFolder();
      if (!folder) return;
      const progress = progressLine(t("files.writing"), () => book.cancel());
      show(state, progress.element);
      const { files } =
        what === "cards"
          ? await book.writeCards(folder.token, [], force, progress.hear)
          : await book.writeMailing(folder.token, { purpose, way, force }, progress.hear);
      said = t("handOn.written", { name: files[0].name, count: files[0].rows });
      dialog.close();
    } catch (why) {
      const error = /** @type {any} */ (why);
      show(
        state,
        h("p", { class: "form-error", role: "alert" }, errorText(error)),
        error.code === "file_exists" &&
          h("button", { type: "button", id: "overwrite-list", onclick: () => write(true) }, t("files.overwrite")),
      );
    }
  };
  form.addEventListener("submit", (/** @type {Event} */ event) => {
    event.preventDefault();
    write(false);
  });
  const opened = ask(dialog);
  one(form, "[name=what]").focus();
  await opened;
  return said;
}

/** @param {string} name @param {string} value @param {string} words @param {boolean} checked */
const tick = (name, value, words, checked) =>
  h("label", { class: "tick" }, h("input", { type: "radio", name, value, checked }), h("span", null, words));

/** @param {string} name @param {string[]} values @param {string} label @param {string} prefix */
const select = (name, values, label, prefix) =>
  h(
    "label",
    { class: "inline" },
    label,
    h(
      "select",
      { name },
      values.map((value) => h("option", { value }, t(`${prefix}.${value}`))),
    ),
  );
