// The conductor: opens the window's screens, and passes on what their elements tell.
import * as api from "./api/book.js";
import "./components/index.js";
import { one, show, speak } from "./dom.js";
import { cover } from "./parts/cover.js";
import { keptDialog } from "./parts/kept-dialog.js";
import { keysDialog } from "./parts/keys-dialog.js";
import { drawRail, markRail } from "./parts/rail.js";
import { book, setStatus, status } from "./shop.js";
import { errorText, t } from "./texts.js";
import { quiet, saved, toast } from "./toast.js";
import { windowKeys } from "./window-keys.js";

const frame = one(document, "#frame");
const main = one(document, "#main");
const whole = one(document, "#whole");
const finder = /** @type {any} */ (one(document, "find-box"));
const bar = /** @type {any} */ (one(document, "deed-bar"));

/** The screens made so far, by name; a screen once made keeps its place and what was typed. @type {Record<string, any>} */
let screens = {};
/** The screen in sight. @type {any} */
let screen = null;

/** @param {string} name */
function screenOf(name) {
  screens[name] ??= document.createElement(`${name}-screen`);
  screens[name].dataset.screen = name;
  return screens[name];
}

/** Shows a screen. @param {string} name @param {{enter?: boolean}} [how] */
function go(name, { enter = true } = {}) {
  if (screen?.dataset.screen !== name) {
    quiet();
    screen = screenOf(name);
    show(main, screen);
    document.body.dataset.screen = name;
    document.title = t("app.title", { screen: t(`screen.${name}`), shop: book().name });
    markRail(name);
  }
  if (name === "counter") {
    if (enter) finder.focusBox();
  } else if (enter) screen.enter();
  offer();
}

/** The bar shows what can be done where the focus is; the box keeps the card's deeds in sight, waiting. */
function offer() {
  if (!screen) return;
  const inBox = finder.contains(document.activeElement);
  bar.offer(screen.deeds ?? [], !inBox);
}

/** Asks anew how the book stands, and shows it. @param {import("./api/nouns.js").Status} [given] */
async function renew(given) {
  setStatus(given ?? (await api.status()));
  const { problem } = status();
  if (problem) return tellProblem(problem);
  if (!book()) return firstStart();
  if (frame.hidden) openFrame();
  document.body.toggleAttribute("data-sample", book().sample);
  one(document, "#sample").hidden = !book().sample;
  one(document, "#who").textContent = book().staff ?? "";
  drawRail(book().late, screen?.dataset.screen ?? "counter", go);
}

/** Another book, or the first one: nothing on the page may still be of the last. */
function openFrame() {
  frame.hidden = false;
  show(whole);
  screens = {};
  screen = null;
  drawRail(book().late, "counter", go);
  finder.clear();
  go("counter");
}

function firstStart() {
  frame.hidden = true;
  // What the last book showed goes with it; its fields would stand twice under one name.
  screens = {};
  screen = null;
  show(main);
  document.body.removeAttribute("data-sample");
  document.body.dataset.screen = "start";
  show(whole, document.createElement("start-page"));
}

/** @param {{code: string, message: string}} problem */
function tellProblem(problem) {
  frame.hidden = true;
  document.body.dataset.screen = "problem";
  const page = /** @type {any} */ (document.createElement("problem-page"));
  show(whole, page);
  page.tell(problem, () => begin());
}

/** @param {unknown} error */
function failed(error) {
  console.error(error);
  toast(errorText(/** @type {any} */ (error)), { bad: true });
}

/** @param {() => Promise<import("./api/nouns.js").Status>} ask */
async function switchBook(ask) {
  try {
    const next = await ask();
    frame.hidden = true;
    await renew(next);
  } catch (error) {
    failed(error);
  }
}

/** Everything in sight as the book has it now. @param {string | null} [mark] the id of the row to point at */
async function refresh(mark = null) {
  await renew();
  if (frame.hidden) return;
  await Promise.all([
    screen?.dataset.screen === "counter" ? screen.refresh(mark) : screen?.refresh?.(),
    finder.again(screens.counter?.customerId),
  ]);
  offer();
}

/** @type {Record<string, (detail: any) => any>} */
const news = {
  "open-customer": async ({ id, deed }) => {
    const counter = screenOf("counter");
    go("counter", { enter: false });
    await counter.open(id, { deed });
    offer();
  },
  "preview-customer": ({ id }) => {
    const counter = screens.counter;
    if (screen === counter && !counter.busy) counter.open(id, { focus: false });
  },
  "new-customer": ({ text }) => {
    go("counter", { enter: false });
    screen.add(text);
  },
  "go-find": () => finder.focusBox(),
  "deeds-changed": offer,
  "deed-done": async ({
    text,
    mark = null,
    customerId = null,
    open = false,
    gone = false,
    undone = false,
    stay = false,
  }) => {
    saved();
    toast(text, { takeBack: undone ? null : () => takeBack() });
    if (gone) screens.counter?.leave();
    // At once: what is pressed while the book is asked anew is meant for the next customer, and nothing takes the keys away later.
    if (screen === screens.counter && !stay) finder.focusBox();
    if (open && screen === screens.counter) {
      screen.form?.remove();
      await screen.open(customerId, { focus: false, mark: customerId });
    }
    await refresh(mark);
    if (screen !== screens.counter && !stay) screen?.take?.();
  },
  say: ({ text }) => toast(text),
  failed: ({ error }) => failed(error),
  "status-changed": () => renew(),
  undo: () => takeBack(),
  "show-keys": () => keysDialog(),
  cover: () => cover(book()?.name ?? t("app.name")),
  "open-sample": () => switchBook(api.openSample),
  "leave-sample": () => switchBook(api.leaveSample),
  opened: async ({ status: next, bringFile = false }) => {
    frame.hidden = true;
    await renew(next);
    if (!bringFile) return;
    go("book", { enter: false });
    const file = await api.chooseFile().catch(() => null);
    if (file) screen.importFile(file);
    else screen.enter();
  },
};

async function takeBack() {
  try {
    const done = await api.undo();
    saved();
    toast(t("toast.undone", { deed: done.undone.summary }));
    await refresh();
    await keptDialog(done);
    keepKeys();
  } catch (error) {
    failed(error);
  }
}

/** What had the keys may have been drawn anew: then the screen takes them, so that the next letter still means something. */
function keepKeys() {
  if (document.activeElement === document.body) screen?.take?.();
}

async function doAgain() {
  try {
    const { redone } = await api.redo();
    saved();
    toast(t("toast.redone", { deed: redone.summary }), { takeBack });
    await refresh();
    keepKeys();
  } catch (error) {
    failed(error);
  }
}

/** A file dropped anywhere is read in; nothing is written before the preview is agreed to. @param {import("./api/nouns.js").News} heard */
function hear(heard) {
  if (heard.kind === "dragging") document.body.toggleAttribute("data-dragging", heard.over && !frame.hidden);
  else if (!frame.hidden) {
    document.body.removeAttribute("data-dragging");
    go("book", { enter: false });
    screen.importFile(heard.file);
  }
}

async function begin() {
  try {
    await renew();
  } catch (error) {
    tellProblem(/** @type {any} */ (error));
  }
}

speak(document);
for (const [name, act] of Object.entries(news)) {
  document.addEventListener(name, (event) => act(/** @type {CustomEvent} */ (event).detail ?? {}));
}
window.addEventListener("unhandledrejection", (event) => failed(event.reason));
// What was promised grows late, and the day ends, without anybody touching a key.
setInterval(() => frame.hidden || document.hidden || renew().catch(() => {}), 60_000);
document.addEventListener("focusin", offer);
document.addEventListener("focusout", offer);
one(document, "#leave-sample").addEventListener("click", () => switchBook(api.leaveSample));
windowKeys({ go, finder, screen: () => screen, busy: () => frame.hidden, takeBack, doAgain, news });
api.listen(hear).catch(failed);
begin();
