/**
 * A small WebDriver client: the few calls of the W3C protocol that the window tests need, over plain `fetch`.
 *
 *     const session = await Session.open(port, "target/debug/regulars");
 *     await session.press("a", "n", "n", Key.enter);
 *     const text = await session.run("return document.querySelector('#card').innerText");
 *     await session.close();
 */

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/** Keys without a letter, as the protocol writes them. */
export const Key = {
  backspace: "\uE003",
  tab: "\uE004",
  enter: "\uE007",
  shift: "\uE008",
  control: "\uE009",
  alt: "\uE00A",
  escape: "\uE00C",
  pageUp: "\uE00E",
  pageDown: "\uE00F",
  end: "\uE010",
  home: "\uE011",
  left: "\uE012",
  up: "\uE013",
  right: "\uE014",
  down: "\uE015",
  delete: "\uE017",
  f9: "\uE039",
};

/** One driven window. */
export class Session {
  #base;

  /**
   * Starts the program under the driver that listens on `port`.
   * @param {number} port
   * @param {string} binary
   */
  static async open(port, binary) {
    const server = `http://127.0.0.1:${port}`;
    const options = { "webkitgtk:browserOptions": { binary, args: [] } };
    const { sessionId } = await send(server, "POST", "/session", { capabilities: { alwaysMatch: options } });
    return new Session(`${server}/session/${sessionId}`);
  }

  /** @param {string} base the address of the session */
  constructor(base) {
    this.#base = base;
  }

  /** Closes the window. */
  async close() {
    await send(this.#base, "DELETE", "");
  }

  /**
   * Runs the body of a function in the page; what it returns comes back.
   * @param {string} body
   * @param {...unknown} args
   */
  run(body, ...args) {
    return send(this.#base, "POST", "/execute/sync", { script: body, args });
  }

  /**
   * Runs the body of an async function in the page and waits for it.
   * @param {string} body
   * @param {...unknown} args
   */
  async runAsync(body, ...args) {
    const script = `
      const done = arguments[arguments.length - 1];
      const work = async (...args) => { ${body} };
      work(...Array.from(arguments).slice(0, -1))
        .then((value) => done({ value }), (error) => done({ error: error?.message ?? JSON.stringify(error) }));`;
    const { value, error } = await send(this.#base, "POST", "/execute/async", { script, args });
    if (error) throw new Error(error);
    return value;
  }

  /**
   * The first element that the selector names; fails when there is none.
   * @param {string} selector
   */
  async find(selector) {
    const found = await send(this.#base, "POST", "/element", { using: "css selector", value: selector });
    return found[ELEMENT];
  }

  /**
   * Clicks in the middle of an element, as a mouse does. One that was drawn anew between being found and being clicked was not clicked: whoever uses
   * the mouse sees the new one in its place, so that one is looked for.
   * @param {string} selector
   */
  async click(selector) {
    for (let left = 5; ; left--) {
      try {
        return await send(this.#base, "POST", `/element/${await this.find(selector)}/click`, {});
      } catch (error) {
        if (!left || !error.message.includes(": stale element reference: ")) throw error;
      }
    }
  }

  /**
   * Types into an element.
   * @param {string} selector
   * @param {string} text
   */
  async type(selector, text) {
    await send(this.#base, "POST", `/element/${await this.find(selector)}/value`, { text });
  }

  /**
   * Presses keys one after the other, wherever the focus is. A list is a chord: `press([Key.control, "z"])`.
   * @param {...(string | string[])} keys
   */
  async press(...keys) {
    const actions = keys.flatMap((key) => {
      const chord = Array.isArray(key) ? key : [key];
      const down = chord.map((value) => ({ type: "keyDown", value }));
      const up = chord.map((value) => ({ type: "keyUp", value })).reverse();
      return [...down, ...up];
    });
    await send(this.#base, "POST", "/actions", { actions: [{ type: "key", id: "keyboard", actions }] });
  }

  /**
   * Types text letter by letter, wherever the focus is.
   * @param {string} text
   */
  async write(text) {
    await this.press(...text);
  }

  /** A picture of the page, as PNG. */
  async screenshot() {
    return Buffer.from(await send(this.#base, "GET", "/screenshot"), "base64");
  }

  /**
   * Makes the window this large.
   * @param {number} width
   * @param {number} height
   */
  async resize(width, height) {
    await send(this.#base, "POST", "/window/rect", { width, height });
  }
}

/**
 * Asks the driver and gives its answer's value.
 * @param {string} base
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 */
async function send(base, method, path, body) {
  const response = await fetch(base + path, {
    method,
    headers: { "content-type": "application/json" },
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(60_000),
  });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${method} ${path}: ${value?.error}: ${value?.message}`);
  return value;
}
