// The few things every element needs to make and move nodes. Text always goes in as text: nothing here reads HTML.
import { t } from "./texts.js";

/**
 * Makes an element. `on…` are listeners, `class` and whatever holds a dash are attributes, the rest are properties
 * where the element has them.
 * @param {string} tag
 * @param {Record<string, any> | null} [props]
 * @param {...any} children
 * @returns {any}
 */
export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) set(element, name, value);
  element.append(...nodes(children));
  return element;
}

/** @param {any} element @param {string} name @param {any} value */
function set(element, name, value) {
  if (value === undefined || value === null) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (name === "class") element.className = value;
  else if (name.includes("-") || name === "role" || name === "for" || name === "list" || !(name in element)) {
    if (value !== false || name.startsWith("aria-"))
      element.setAttribute(name, value === true ? "true" : String(value));
  } else element[name] = value;
}

/** @param {any[]} children @returns {(Node | string)[]} */
function nodes(children) {
  return children
    .flat(4)
    .filter((child) => child !== null && child !== undefined && child !== false && child !== "")
    .map((child) => (child instanceof Node ? child : String(child)));
}

/**
 * Replaces what an element holds, leaving out the gaps that `condition && node` makes.
 * @param {Element} element @param {...any} children
 */
export const show = (element, ...children) => element.replaceChildren(...nodes(children));

/**
 * Makes an SVG element.
 * @param {string} tag @param {Record<string, any>} [attributes] @param {...Node} children
 * @returns {SVGElement}
 */
export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/**
 * A copy of a `<template>` of the page, its sentences filled in.
 * @param {string} id
 * @returns {DocumentFragment}
 */
export function template(id) {
  const source = /** @type {HTMLTemplateElement} */ (document.getElementById(id));
  const copy = /** @type {DocumentFragment} */ (document.importNode(source.content, true));
  speak(copy);
  return copy;
}

/**
 * Fills `data-text`, `data-label` (aria-label) and `data-hint` (placeholder) from the catalog.
 * @param {ParentNode} root
 */
export function speak(root) {
  for (const element of root.querySelectorAll("[data-text]")) element.textContent = t(read(element, "data-text"));
  for (const element of root.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", t(read(element, "data-label")));
  }
  for (const element of root.querySelectorAll("[data-hint]")) {
    element.setAttribute("placeholder", t(read(element, "data-hint")));
  }
}

/** @param {Element} element @param {string} name */
const read = (element, name) => element.getAttribute(name) ?? "";

/**
 * The one element that must be there.
 * @param {ParentNode} root @param {string} selector
 * @returns {any}
 */
export function one(root, selector) {
  const element = root.querySelector(selector);
  if (!element) throw new Error(`nothing matches ${selector}`);
  return element;
}

/**
 * Tells the page what happened; the news travels up to whoever cares.
 * @param {EventTarget} element @param {string} name @param {unknown} [detail]
 */
export function fire(element, name, detail) {
  element.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
}

/**
 * Marks one option of a listbox as the chosen one, for the eye and for `aria-activedescendant` of its input.
 * @param {HTMLElement} input @param {Element} list @param {number} index
 * @returns {Element | undefined} the chosen option
 */
export function chooseOption(input, list, index) {
  for (const [i, option] of [...list.children].entries()) option.setAttribute("aria-selected", String(i === index));
  const chosen = list.children[index];
  if (chosen) input.setAttribute("aria-activedescendant", chosen.id);
  else input.removeAttribute("aria-activedescendant");
  return chosen;
}

let last = 0;
/** An id nobody else on the page has. @param {string} stem */
export const freshId = (stem) => `${stem}-${++last}`;

/**
 * Keeps a running answer from being overtaken: of several calls only the newest may speak, late ones give `null`.
 * @template {any[]} A
 * @template R
 * @param {(...args: A) => Promise<R>} ask
 * @returns {(...args: A) => Promise<R | null>}
 */
export function latest(ask) {
  let turn = 0;
  return async (...args) => {
    const mine = ++turn;
    try {
      const answer = await ask(...args);
      return mine === turn ? answer : null;
    } catch (error) {
      if (mine === turn) throw error;
      return null;
    }
  };
}
