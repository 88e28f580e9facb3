// The parts of the customer form that repeat: phones, e-mails, addresses. A row left empty is no row.
import { h, show } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../texts.js";

/** The fields of one row, the label last: it is the least asked for. @type {Record<string, string[]>} */
const shapes = {
  phones: ["typed", "label"],
  emails: ["typed", "label"],
  addresses: ["street", "extra", "postcode", "town", "region", "country", "label"],
};

/** @param {HTMLElement} place @param {string} name @param {any[]} rows */
export function fillMany(place, name, rows) {
  show(
    place,
    h("div", { class: "rows" }),
    h(
      "button",
      { type: "button", class: "more", "data-act": "more", "data-many": name },
      icon("plus"),
      t(`customer.more.${name}`),
    ),
  );
  const shown = rows.length || name === "addresses" ? rows : [{}];
  for (const row of shown) addRow(place, name, row);
}

/** @param {HTMLElement} place @param {string} name @param {Record<string, string>} [values] @returns {any} */
export function addRow(place, name, values = {}) {
  const rows = /** @type {HTMLElement} */ (place.querySelector(".rows"));
  const i = Number(place.dataset.next ?? 0);
  place.dataset.next = String(i + 1);
  const row = h(
    "div",
    { class: `row ${name}` },
    shapes[name].map((key) => input(name, i, key, values[key] ?? "")),
    h(
      "button",
      { type: "button", class: "small", "data-act": "less", "aria-label": t(`customer.less.${name}`) },
      icon("cross"),
    ),
  );
  rows.append(row);
  return row;
}

/** @param {string} list @param {number} i @param {string} key @param {string} value */
function input(list, i, key, value) {
  const id = `c-${list}-${i}-${key}`;
  return h(
    "div",
    { class: `field ${key}` },
    h("label", { for: id }, t(`customer.${list}.${key}`)),
    h("input", {
      id,
      name: `${list}.${i}.${key}`,
      "data-key": key,
      "data-quiet": key === "label" ? "" : null,
      type: list === "emails" && key === "typed" ? "email" : list === "phones" && key === "typed" ? "tel" : "text",
      autocomplete: "off",
      value,
    }),
  );
}

/**
 * The rows as the book takes them. Names are numbered again, so that an error finds the field it means.
 * @param {HTMLElement} place @param {string} name
 */
export function readMany(place, name) {
  const rows = [...place.querySelectorAll(".row")];
  const full = (/** @type {Element} */ row) =>
    [...row.querySelectorAll("input")].some((input) => input.dataset.key !== "label" && input.value.trim());
  const filled = rows.filter(full);
  // Rows left empty are counted after the others: the book never hears of them.
  [...filled, ...rows.filter((row) => !full(row))].forEach((row, i) => {
    for (const input of row.querySelectorAll("input")) input.name = `${name}.${i}.${input.dataset.key}`;
  });
  return filled.map((row) =>
    Object.fromEntries([...row.querySelectorAll("input")].map((input) => [input.dataset.key, input.value.trim()])),
  );
}
