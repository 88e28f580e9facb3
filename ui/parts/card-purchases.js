// What was bought, newest first. A row opens its lines; R or the button takes it back for money.
import { h } from "../dom.js";
import { amount, quantity, shortDay } from "../format.js";
import { t } from "../texts.js";

/** @param {import("../api/nouns.js").Card} card @param {string | null} mark */
export function purchaseList({ purchases }, mark) {
  return [
    h("h3", { id: "purchases-title" }, t("card.purchases")),
    purchases.length
      ? h(
          "ul",
          { class: "purchases" },
          purchases.map((purchase) => row(purchase, purchase.id === mark)),
        )
      : h("p", { class: "teach" }, t("card.purchasesEmpty")),
  ];
}

/** @param {import("../api/nouns.js").Purchase} purchase @param {boolean} fresh */
function row(purchase, fresh) {
  return h(
    "li",
    { "data-purchase": purchase.id, "data-kind": purchase.kind, class: fresh ? "fresh" : "" },
    h(
      "button",
      { type: "button", class: "row", "data-act": "lines", "aria-expanded": "false" },
      h("span", { class: "day" }, shortDay(purchase.day)),
      h(
        "span",
        { class: "what" },
        purchase.kind === "refund" && h("b", null, `${t("card.refund")} `),
        purchase.lines.map(lineWords).join(", "),
      ),
      h("span", { class: "num" }, amount(purchase.totalMinor)),
    ),
    h(
      "div",
      { class: "lines", hidden: true },
      h(
        "ul",
        null,
        purchase.lines.map((line) =>
          h("li", null, h("span", null, lineWords(line)), h("span", { class: "num" }, amount(line.amountMinor))),
        ),
        purchase.discountMinor !== 0 &&
          h(
            "li",
            null,
            h("span", null, t("purchase.discountWhole")),
            h("span", { class: "num" }, amount(-purchase.discountMinor)),
          ),
      ),
      purchase.note && h("p", { class: "quiet" }, purchase.note),
      purchase.staff && h("p", { class: "quiet" }, t("card.by", { name: purchase.staff })),
      purchase.kind === "sale" &&
        h(
          "button",
          { type: "button", class: "small-text", "data-act": "refund", "data-id": purchase.id },
          t("card.refundThis"),
        ),
    ),
  );
}

/** "Bread × 2". @param {import("../api/nouns.js").Line} line */
export const lineWords = (line) =>
  Math.abs(line.quantityThousandths) === 1000
    ? line.item
    : `${line.item} × ${quantity(Math.abs(line.quantityThousandths))}`;
