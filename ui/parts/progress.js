// How far something is, with a way to stop it. The book's channel feeds it.
import { h } from "../dom.js";
import { number } from "../format.js";
import { t } from "../texts.js";

/** @param {string} label @param {() => Promise<unknown>} cancel */
export function progressLine(label, cancel) {
  const bar = h("progress", { "aria-label": label });
  const words = h("span", { class: "quiet" }, label);
  const stop = h(
    "button",
    {
      type: "button",
      id: "cancel",
      onclick: () => {
        stop.disabled = true;
        cancel().catch(() => {});
      },
    },
    t("page.cancel"),
  );
  /** @param {import("../api/nouns.js").Progress} news */
  const hear = ({ done, total, stage }) => {
    if (total) {
      bar.max = total;
      bar.value = Math.min(done, total);
    }
    words.textContent = [
      t(`stage.${stage}`),
      total ? t("page.of", { done: number(done), total: number(total) }) : number(done),
    ].join(" · ");
  };
  return { element: h("div", { class: "progress" }, bar, words, stop), hear };
}
