/**
 * Opens the real window under a virtual display, with a book of its own, and takes everything down again.
 *
 *     const window = await Window.open();
 *     await window.until("the box has the focus", "return document.activeElement.id === 'find'");
 *     await window.close();
 *
 * The display and the drivers belong to this process alone: free ports, own processes, ended by their own ids.
 */

import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Session } from "./webdriver.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const built = path.resolve(root, process.env.CARGO_TARGET_DIR ?? "target");

/** The program under test. */
export const program = process.env.REGULARS_PROGRAM ?? path.join(built, "debug", "regulars");

/** The command line of the same build, to look into a book from outside. */
export const commandLine = path.join(path.dirname(program), "regulars-cli");

/** The hand that lets files go over a window. */
const hand = path.join(path.dirname(program), "examples", "drop-file");

/** Where pictures of the screens are kept. */
const screens = path.join(root, "target", "screens");

/** How long a condition may take before a test fails. */
const patience = 30_000;

/** A display that nobody sees. */
export class Display {
  /** @param {number} [width] @param {number} [height] */
  static async open(width = 1366, height = 768) {
    const server = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", `${width}x${height}x24`, "-nolisten", "tcp"], {
      stdio: ["ignore", "ignore", "ignore", "pipe"],
    });
    const number = await new Promise((resolve, reject) => {
      server.on("error", () => reject(new Error("Xvfb is not installed: run scripts/setup.sh test")));
      server.on("exit", () => reject(new Error("Xvfb ended before it had a display")));
      server.stdio[3].once("data", (line) => resolve(String(line).trim()));
    });
    return new Display(server, `:${number}`);
  }

  #server;

  constructor(server, name) {
    this.#server = server;
    this.name = name;
  }

  /** Ends the display. */
  async close() {
    await end(this.#server);
  }
}

/** The window of one book. */
export class Window {
  #display;
  #driver;
  #session;

  /**
   * Opens the program on `home`, a folder that holds its book and everything else it writes; a new one by default.
   * @param {{home?: string, env?: Record<string, string>, pictures?: string, width?: number, height?: number}} [options]
   */
  static async open({ home, env = {}, pictures = screens, width = 1366, height = 768 } = {}) {
    const window = new Window();
    window.pictures = pictures;
    window.home = home ?? (await newHome());
    try {
      window.#display = await Display.open(width, height);
      await window.#start(env);
      await window.#session.resize(width, height);
    } catch (error) {
      await window.close();
      throw error;
    }
    return window;
  }

  async #start(env) {
    const port = await freePort();
    const { WAYLAND_DISPLAY: _wayland, ...inherited } = process.env;
    this.#driver = spawn("WebKitWebDriver", [`--port=${port}`, "--host=127.0.0.1"], {
      stdio: ["ignore", "ignore", process.env.REGULARS_LOUD ? "inherit" : "ignore"],
      env: {
        ...inherited,
        ...this.folders(),
        DISPLAY: this.#display.name,
        GDK_BACKEND: "x11",
        NO_AT_BRIDGE: "1",
        DBUS_SESSION_BUS_ADDRESS: "disabled:",
        LANG: "C.UTF-8",
        TAURI_WEBVIEW_AUTOMATION: "true",
        ...env,
      },
    });
    this.#driver.on("error", () => {});
    await eventually("the driver answers", async () => {
      const status = await fetch(`http://127.0.0.1:${port}/status`).catch(() => null);
      return status?.ok;
    });
    this.#session = await Session.open(port, program);
  }

  /** The environment that keeps this window's files away from everyone else's. */
  folders() {
    return {
      HOME: this.home,
      XDG_DATA_HOME: path.join(this.home, "data"),
      XDG_CONFIG_HOME: path.join(this.home, "config"),
      XDG_CACHE_HOME: path.join(this.home, "cache"),
      TMPDIR: path.join(this.home, "temporary"),
      REGULARS_BOOK: this.book,
      REGULARS_PICK_FOLDER: path.join(this.home, "month"),
    };
  }

  /** The book that the window keeps. */
  get book() {
    return path.join(this.home, "book.regulars");
  }

  /** The driven page. */
  get page() {
    return this.#session;
  }

  /**
   * Waits until the body of a function, run in the page, gives something true; gives that back. Keeps a picture where it never does.
   * @param {string} what
   * @param {string} body
   * @param {...unknown} args
   */
  async until(what, body, ...args) {
    try {
      return await eventually(what, () => this.#session.run(body, ...args));
    } catch (error) {
      await this.picture("failed").catch(() => {});
      throw error;
    }
  }

  /**
   * Waits until an element is there and visible.
   * @param {string} selector
   */
  see(selector) {
    return this.until(
      `${selector} is to be seen`,
      "return !!document.querySelector(arguments[0])?.checkVisibility()",
      selector,
    );
  }

  /**
   * Waits until no such element is visible.
   * @param {string} selector
   */
  miss(selector) {
    return this.until(
      `${selector} is gone`,
      "return !document.querySelector(arguments[0])?.checkVisibility()",
      selector,
    );
  }

  /**
   * Waits until the text of an element has these words; gives the whole text.
   * @param {string} selector
   * @param {string} words
   */
  read(selector, words) {
    return this.until(
      `${selector} says ${JSON.stringify(words)}`,
      `const text = document.querySelector(arguments[0])?.innerText ?? "";
       return text.replaceAll("\u00a0", " ").includes(arguments[1]) && text;`,
      selector,
      words,
    );
  }

  /**
   * Waits until the focus is in an element that matches.
   * @param {string} selector
   */
  focused(selector) {
    return this.until(
      `the focus is in ${selector}`,
      "return !!document.activeElement?.closest(arguments[0])",
      selector,
    );
  }

  /**
   * Keeps a picture of the screen as it is.
   * @param {string} name
   */
  async picture(name) {
    await this.until(
      "every part of the screen is drawn, none is named",
      "return !document.body.innerText.includes('[object ')",
    );
    await mkdir(this.pictures, { recursive: true });
    await writeFile(path.join(this.pictures, `${name}.png`), await this.#session.screenshot());
  }

  /**
   * Drags a file over the window, lets `look` see that, and lets go.
   * @param {string} file
   * @param {() => Promise<void>} look
   */
  async drop(file, look) {
    const holding = spawn(hand, [file], {
      stdio: ["pipe", "pipe", "inherit"],
      env: { ...process.env, DISPLAY: this.#display.name },
    });
    const ended = new Promise((resolve) => holding.once("exit", resolve));
    const over = new Promise((resolve) => holding.stdout.once("data", resolve));
    if ((await Promise.race([over, ended])) === 1) throw new Error("the window takes no files");
    await look();
    holding.stdin.write("\n");
    if ((await ended) !== 0) throw new Error(`the window did not take ${file}`);
  }

  /** Closes the window and ends what was started for it; its files stay until `tidy`. */
  async close() {
    await this.#session?.close().catch(() => {});
    await end(this.#driver);
    await this.#display?.close();
  }

  /** Removes the window's files. */
  async tidy() {
    await rm(this.home, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A new empty folder for a window's files. */
export async function newHome() {
  const home = await mkdtemp(path.join(tmpdir(), "regulars-"));
  await Promise.all(["month", "temporary"].map((name) => mkdir(path.join(home, name))));
  return home;
}

/**
 * Asks again and again until the answer is true, then gives it.
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} ask
 * @returns {Promise<T>}
 */
export async function eventually(what, ask) {
  const deadline = Date.now() + patience;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > deadline) throw new Error(`waited ${patience / 1000} s in vain: ${what}`);
    await pause(25);
  }
}

/**
 * Waits until nothing moves any more: what is still fading in has no colours that anybody sees.
 * @param {Window} window
 */
export async function settled(window) {
  await window.page.runAsync(`
    await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
    const ending = document.getAnimations().filter((each) => each.effect?.getTiming().iterations !== Infinity);
    await Promise.allSettled(ending.map((each) => each.finished));`);
}

/** Ends a process started here and waits until it is gone. */
async function end(child) {
  if (!child || child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const hard = setTimeout(() => child.kill("SIGKILL"), 5_000);
  await gone;
  clearTimeout(hard);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
