// What happened to one card, in words, newest first.
import * as book from "../api/book.js";
import { h, show } from "../dom.js";
import { errorText, t } from "../texts.js";
import { ask } from "./confirm-dialog.js";
import { deedRow } from "./deed-row.js";

/** @param {{id: string, name: string}} customer */
export async function historyDialog(customer) {
  const body = h(
    "div",
    { class: "dialog-body", tabindex: "0", role: "region", "aria-labelledby": "history-title" },
    h("p", { class: "state" }, t("page.loading")),
  );
  const dialog = h(
    "dialog",
    { class: "sheet", "aria-labelledby": "history-title", "data-dialog": "history" },
    h(
      "form",
      { method: "dialog" },
      h("h2", { id: "history-title" }, t("history.of", { name: customer.name })),
      body,
      h("div", { class: "dialog-foot" }, h("button", { class: "primary", autofocus: true }, t("entry.close"))),
    ),
  );
  const closed = ask(dialog);
  try {
    const deeds = await book.history({ customer: customer.id, limit: 200 });
    show(
      body,
      deeds.length
        ? h(
            "ol",
            { class: "deeds" },
            deeds.map((deed) => deedRow(deed)),
          )
        : h("p", { class: "state" }, t("history.empty")),
    );
  } catch (error) {
    show(body, h("p", { class: "state", role: "alert" }, errorText(/** @type {any} */ (error))));
  }
  return closed;
}
