/**
 * Books for the tests, written by the command line before the window opens.
 *
 *     const shop = await Shop.open();
 *     const ann = await shop.run("add", "Ann Ember", "--phone", "0170 123 45 67");
 *     const window = await Window.open({ home: shop.home });
 */

import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { commandLine, newHome } from "./window.js";

const run = promisify(execFile);

/** A shop with its book. */
export class Shop {
  /** A new shop in a folder of its own. */
  static async open() {
    const shop = new Shop(await newHome());
    await shop.run("init", "--shop", "Corner Books", "--region", "DE", "--currency", "EUR", "--time-zone", "Europe/Berlin");
    return shop;
  }

  /** @param {string} home the folder in which the book lies */
  constructor(home) {
    this.home = home;
  }

  /** The shop's book. */
  get book() {
    return path.join(this.home, "book.regulars");
  }

  /**
   * Does one deed on the command line and gives its answer. Not while the window has the book.
   * @param {...string} words
   */
  async run(...words) {
    const { stdout } = await run(commandLine, ["--book", this.book, "--json", ...words]);
    return JSON.parse(stdout);
  }

  /**
   * The same, on another day than today: `daysAgo(3)`.
   * @param {number} days
   * @param {...string} words
   */
  runAgo(days, ...words) {
    return this.run("--now", `${day(-days)}T10:00:00Z`, ...words);
  }
}

/**
 * The day so many days from today, as `YYYY-MM-DD`.
 * @param {number} days
 */
export function day(days) {
  const now = new Date();
  return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate() + days)).toISOString().slice(0, 10);
}
