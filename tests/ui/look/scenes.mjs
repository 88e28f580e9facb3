// Every screen and dialog, each reached by the keys a person would press.
const find = async (page, text) => {
  await page.fill("#find", text);
  await page.waitForFunction((t) => document.querySelector("#result-new")?.textContent.includes(t), text);
};
const openCard = async (page, text = "ember") => {
  await find(page, text);
  await page.press("#find", "Enter");
  await page.waitForFunction(() => document.activeElement?.id === "card");
};
const goTo = async (page, n, selector) => {
  await page.keyboard.press(`Alt+${n}`);
  await page.waitForSelector(selector);
};
const entry = (key, type) => ({
  play: async (page) => {
    await openCard(page);
    await page.keyboard.press(key);
    await page.waitForSelector(".entry");
    await type?.(page);
  },
});
const importPage = async (page) => {
  await goTo(page, 4, "[data-row]");
  await page.keyboard.press("i");
  await page.waitForSelector(".import-rows");
};

export const scenes = {
  "counter-welcome": { play: async () => {} },
  "counter-found": { play: (page) => find(page, "emb") },
  "counter-nobody": { play: (page) => find(page, "Quentin") },
  "counter-empty-book": { options: { empty: true }, play: async () => {} },
  card: { play: (page) => openCard(page) },
  "card-long": { play: (page) => openCard(page, "maxi") },
  "card-rtl": { play: (page) => openCard(page, "abu") },
  "card-new": {
    play: async (page) => {
      await find(page, "Quentin");
      await page.press("#find", "Enter");
      await page.waitForSelector("customer-form");
      await page.fill("[name=family]", "Ash");
      await page.press("[name=family]", "Enter");
      await page.waitForFunction(() => document.querySelector("#card-name")?.textContent === "Quentin Ash");
      await page.waitForFunction(() => document.activeElement?.id === "find");
    },
  },
  "card-after-purchase": {
    play: async (page) => {
      await openCard(page);
      await page.keyboard.press("p");
      await page.fill("#purchase-text", "2 bread 2.50, plum jam 3.20 -10%");
      await page.press("#purchase-text", "Enter");
      await page.waitForSelector(".fresh");
    },
  },
  "card-lines": {
    play: async (page) => {
      await openCard(page);
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await page.waitForSelector(".lines:not([hidden])");
    },
  },
  "entry-purchase": entry("p", async (page) => {
    await page.fill("#purchase-text", "2 bread 2.50, cof");
    await page.waitForSelector("#purchase-items:not([hidden])");
  }),
  "entry-purchase-taken": entry("p", async (page) => {
    await page.fill("#purchase-text", "2 bread 2.50, cof");
    await page.waitForSelector("#purchase-items:not([hidden]) li");
    await page.keyboard.press("Tab");
    await page.fill("#purchase-day", "yesterday");
    await page.waitForFunction(() => document.querySelector("#purchase-day-reading").textContent);
  }),
  "entry-purchase-refused": entry("p", async (page) => {
    await page.fill("#purchase-text", "2 pretzel");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".field-error");
  }),
  "entry-purchase-fields": entry("p", async (page) => {
    await page.fill("#purchase-text", "2 bread 2.50, honey 8.50 -10%");
    await page.click("[data-act=fields]");
    await page.waitForSelector("purchase-fields-entry tbody tr:nth-child(2)");
  }),
  "entry-note": entry("n", async (page) => {
    await page.fill("#note-text", "Wants the second harvest kept back");
    await page.keyboard.press("Control+2");
  }),
  "entry-wish": entry("w"),
  "entry-follow-up": entry("f", async (page) => {
    await page.fill("#follow-up-title", "ring about the tea");
    await page.fill("#follow-up-due", "fri 15:00");
    await page.waitForFunction(() => document.querySelector("#follow-up-due-reading").textContent);
  }),
  "entry-follow-up-refused": entry("f", async (page) => {
    await page.fill("#follow-up-title", "ring about the tea");
    await page.fill("#follow-up-due", "someday");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".field-error");
  }),
  "entry-complaint": entry("c"),
  "entry-belonging": entry("o"),
  "entry-consent": entry("a"),
  "entry-close-promise": {
    play: async (page) => {
      await openCard(page);
      await page.click("[data-act=keep-promise]", { force: true });
      await page.waitForSelector(".entry");
    },
  },
  "entry-refund": {
    play: async (page) => {
      await openCard(page);
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("r");
      await page.waitForSelector("refund-entry");
    },
  },
  "customer-new": {
    play: async (page) => {
      await find(page, "ann ember");
      await page.keyboard.press("Control+Enter");
      await page.waitForSelector(".doubles button");
    },
  },
  "customer-edit": {
    play: async (page) => {
      await openCard(page);
      await page.keyboard.press("e");
      await page.waitForSelector("customer-form h2");
    },
  },
  "customer-refused": {
    play: async (page) => {
      await find(page, "quentin");
      await page.keyboard.press("Enter");
      await page.fill("[name='emails.0.typed']", "nonsense");
      await page.fill("[name=given]", "Quentin");
      await page.press("[name=given]", "Enter");
      await page.waitForSelector(".field-error");
    },
  },
  "customer-kept": {
    play: async (page) => {
      await find(page, "ann ember");
      await page.keyboard.press("Control+Enter");
      await page.waitForSelector(".doubles button");
      await page.keyboard.press("Control+1");
      await page.waitForSelector(".kept");
    },
  },
  history: {
    play: async (page) => {
      await openCard(page);
      await page.keyboard.press("h");
      await page.waitForSelector("dialog .deeds");
    },
  },
  remove: {
    play: async (page) => {
      await openCard(page);
      await page.keyboard.press("x");
      await page.waitForSelector("dialog[open]");
    },
  },
  today: { play: (page) => goTo(page, 2, "[data-follow-up]") },
  "today-done": {
    play: async (page) => {
      await goTo(page, 2, "[data-follow-up]");
      await page.keyboard.press("j");
      await page.keyboard.press("d");
      await page.waitForSelector(".row-form input");
    },
  },
  "today-another-day": {
    play: async (page) => {
      await goTo(page, 2, "[data-follow-up]");
      await page.keyboard.press("s");
      await page.fill(".row-form input", "in 2 weeks");
      await page.waitForFunction(() => document.querySelector(".row-form .reading").textContent);
    },
  },
  "today-empty": { options: { empty: true }, play: (page) => goTo(page, 2, ".warm") },
  "today-find": {
    play: async (page) => {
      await goTo(page, 2, "[data-follow-up]");
      await page.keyboard.press("/");
      await page.keyboard.type("emb");
      await page.waitForFunction(() => document.querySelector("#result-new")?.textContent.includes("emb"));
    },
  },
  month: { play: (page) => goTo(page, 3, ".bars") },
  "month-before": {
    play: async (page) => {
      await goTo(page, 3, ".bars");
      await page.keyboard.press("ArrowLeft");
      await page.keyboard.press("ArrowLeft");
    },
  },
  "month-empty": { options: { empty: true }, play: (page) => goTo(page, 3, ".figures") },
  "month-people": {
    play: async (page) => {
      await goTo(page, 3, ".bars");
      await page.click("[data-figure=customers]");
      await page.waitForSelector("dialog tbody tr");
    },
  },
  "month-writing": {
    options: { slow: 400 },
    play: async (page) => {
      await goTo(page, 3, ".bars");
      await page.keyboard.press("w");
      await page.waitForSelector("progress");
      await page.waitForTimeout(900);
    },
  },
  "month-written": {
    play: async (page) => {
      await goTo(page, 3, ".bars");
      await page.keyboard.press("w");
      await page.waitForSelector(".written");
    },
  },
  "month-exists": {
    play: async (page) => {
      await goTo(page, 3, ".bars");
      await page.keyboard.press("w");
      await page.waitForSelector(".written");
      await page.click("#write-month");
      await page.waitForSelector("#overwrite");
    },
  },
  book: { play: (page) => goTo(page, 4, "[data-row]") },
  "book-huge": {
    options: { many: 200000 },
    play: async (page) => {
      await goTo(page, 4, "[data-row]");
      await page.keyboard.press("End");
      await page.waitForSelector("[data-row='199999'] button");
    },
  },
  "book-empty": { options: { empty: true }, play: (page) => goTo(page, 4, "people-table .state:not(:empty)") },
  import: { play: importPage },
  "import-refused": {
    play: async (page) => {
      await importPage(page);
      await page.click("[data-outcome=refused]");
      await page.waitForSelector(".why");
    },
  },
  "import-running": {
    options: { slow: 250 },
    play: async (page) => {
      await importPage(page);
      await page.keyboard.press("Enter");
      await page.waitForTimeout(900);
    },
  },
  "import-done": {
    play: async (page) => {
      await importPage(page);
      await page.keyboard.press("Enter");
      await page.waitForSelector(".import-done");
    },
  },
  settings: { play: (page) => goTo(page, 5, "book-history li") },
  keys: {
    play: async (page) => {
      await goTo(page, 2, "[data-follow-up]");
      await page.keyboard.press("?");
      await page.waitForSelector("dialog[open]");
    },
  },
  palette: {
    play: async (page) => {
      await openCard(page);
      await page.keyboard.press("Control+k");
      await page.waitForSelector("dialog[open]");
    },
  },
  cover: {
    play: async (page) => {
      await openCard(page);
      await page.keyboard.press("F9");
      await page.waitForSelector("#cover[open]");
    },
  },
  sample: { options: { sample: true }, play: (page) => openCard(page) },
  start: { options: { first: true }, play: (page) => page.waitForSelector("select option", { state: "attached" }) },
  "start-refused": {
    options: { first: true },
    play: async (page) => {
      await page.waitForSelector("select option", { state: "attached" });
      await page.click("#start-empty");
      await page.waitForSelector(".field-error");
    },
  },
  "problem-locked": {
    options: {
      problem: {
        code: "book_locked",
        message:
          "The book is already open in the window of the other computer (process 4242). Close it there first; nothing was changed.",
      },
    },
    play: async () => {},
  },
  "problem-damaged": {
    options: {
      problem: {
        code: "book_damaged",
        message:
          "The book /home/shop/book.regulars is damaged. It was not changed; keep the file and restore a backup beside it.",
      },
    },
    play: async () => {},
  },
};
