// The keys that work everywhere, and the single letters that are deeds where nothing is being typed.
import { chord, deedsAt, isTyping } from "./keys.js";
import { palette } from "./parts/palette.js";
import { t } from "./texts.js";

export const screenNames = ["counter", "today", "month", "book", "settings"];

/**
 * @param {{go: (name: string) => void, finder: any, screen: () => any, busy: () => boolean, takeBack: () => void,
 *   doAgain: () => void, news: Record<string, (detail: any) => any>}} page
 */
export function windowKeys({ go, finder, screen, busy, takeBack, doAgain, news }) {
  const deedsNow = () => deedsAt(document.activeElement, screen());

  const everything = () => [
    ...(screen()?.deeds ?? []).filter((/** @type {any} */ deed) => deed.key.length === 1),
    ...screenNames.map((name, i) => ({
      deed: `go-${name}`,
      key: `Alt ${i + 1}`,
      text: t(`screen.${name}`),
      run: () => go(name),
    })),
    { deed: "find", key: "/", text: t("keys.find"), run: () => finder.focusBox() },
    { deed: "new-customer", key: "Ctrl N", text: t("keys.newCustomer"), run: () => news["new-customer"]({ text: "" }) },
    { deed: "undo", key: "Ctrl Z", text: t("keys.undo"), run: takeBack },
    { deed: "redo", key: "Ctrl Y", text: t("keys.redo"), run: doAgain },
    { deed: "cover", key: "F9", text: t("keys.cover"), run: () => news.cover({}) },
    { deed: "keys", key: "?", text: t("keys.all"), run: () => news["show-keys"]({}) },
  ];

  /** @type {Record<string, () => void>} */
  const anywhere = {
    "Ctrl+K": () => palette(everything()),
    "Ctrl+N": () => news["new-customer"]({ text: "" }),
    F9: () => news.cover({}),
    ...Object.fromEntries(screenNames.map((name, i) => [`Alt+${i + 1}`, () => go(name)])),
  };

  /** Where words are typed the field keeps its own undo; the find box has nothing worth undoing. @param {EventTarget | null} at */
  const ownUndo = (at) => isTyping(at) && at !== finder.input;

  /** @type {Record<string, () => void>} */
  const undoing = { "Ctrl+Z": takeBack, "Ctrl+Shift+Z": doAgain, "Ctrl+Y": doAgain };

  /** @type {Record<string, () => void>} */
  const quiet = {
    "/": () => finder.focusBox(),
    "?": () => news["show-keys"]({}),
    Escape: () => finder.focusBox(),
  };

  /** @param {KeyboardEvent} event @returns {(() => void) | undefined} */
  function meaning(event) {
    const pressed = chord(event);
    if (anywhere[pressed]) return anywhere[pressed];
    if (undoing[pressed]) return ownUndo(event.target) ? undefined : undoing[pressed];
    if (pressed === "Escape" && event.target !== finder.input) return quiet.Escape;
    if (isTyping(event.target)) return undefined;
    const deed = deedsNow().find((each) => each.key === pressed && pressed.length === 1);
    return deed?.run ?? quiet[pressed];
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || busy()) return;
    if (document.querySelector("dialog[open]") && event.key !== "F9") return;
    const run = meaning(event);
    if (!run) return;
    event.preventDefault();
    run();
  });
}
