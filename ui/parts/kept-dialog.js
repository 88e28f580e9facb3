// What was written since for those whom an import or a merge was about: it stays when that is taken back, and is listed.
import { h } from "../dom.js";
import { moment, number } from "../format.js";
import { t } from "../texts.js";
import { ask } from "./confirm-dialog.js";

/** @param {{kept: import("../api/nouns.js").Deed[], keptTotal: number}} undone */
export async function keptDialog({ kept, keptTotal }) {
  if (!keptTotal) return;
  const further = keptTotal - kept.length;
  await ask(
    h(
      "dialog",
      { class: "sheet", "aria-labelledby": "kept-title", "data-dialog": "kept" },
      h("h2", { id: "kept-title" }, t("kept.title")),
      h(
        "div",
        { class: "dialog-body", tabindex: "0", role: "region", "aria-labelledby": "kept-title" },
        h(
          "ul",
          { class: "kept" },
          kept.map((deed) =>
            h("li", null, h("bdi", null, deed.summary), h("small", { class: "quiet" }, ` ${moment(deed.at)}`)),
          ),
          further > 0 && h("li", { class: "quiet" }, t("kept.more", { n: number(further) })),
        ),
      ),
      h(
        "form",
        { method: "dialog", class: "dialog-foot" },
        h("button", { class: "primary", autofocus: true }, t("entry.close")),
      ),
    ),
  );
}
