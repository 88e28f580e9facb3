// Forms: what was typed stays, and what is wrong is said at the field it belongs to.
import { BookError } from "./api/book.js";
import { freshId, h } from "./dom.js";
import { errorText } from "./texts.js";

/** What the book calls a field, where the page's name is another. @type {Record<string, string>} */
const pageNames = {
  unitMinor: "price",
  quantityThousandths: "quantity",
  birthday: "birthDay",
  day: "text",
  lines: "text",
  discount: "discountMinor",
  customer: "given",
  name: "given",
};

/** The input of a name, or of what stands for it here. @param {HTMLElement} form @param {string} name @returns {any} */
export function field(form, name) {
  const named = (/** @type {string} */ each) => form.querySelector(`[name="${CSS.escape(each)}"]`);
  const parts = name.split(".");
  const end = parts.at(-1) ?? "";
  const alias = [...parts.slice(0, -1), pageNames[end] ?? end.replace("Minor", "")].join(".");
  return named(name) ?? named(alias) ?? named(parts[0]) ?? named(pageNames[parts[0]] ?? name);
}

/** @param {HTMLElement} form */
export function clearErrors(form) {
  for (const input of form.querySelectorAll("[aria-invalid]")) {
    input.removeAttribute("aria-invalid");
    input.removeAttribute("aria-describedby");
  }
  for (const line of form.querySelectorAll(".field-error")) line.remove();
  const whole = form.querySelector(".form-error");
  if (whole) whole.textContent = "";
}

/**
 * Says an error where it belongs and puts the cursor there.
 * @param {HTMLElement} form @param {any} error
 */
export function showError(form, error) {
  clearErrors(form);
  const sentence = errorText(error);
  const input = error.field ? field(form, error.field) : null;
  if (!input) {
    const whole = form.querySelector(".form-error");
    if (whole) whole.textContent = sentence;
    return;
  }
  const line = h("p", { class: "field-error", id: freshId("error"), role: "alert" }, sentence);
  (input.closest(".field") ?? input.parentElement).append(line);
  input.setAttribute("aria-invalid", "true");
  input.setAttribute("aria-describedby", line.id);
  input.focus();
}

/**
 * Runs a deed for a form: no second press while it runs, errors at their field, everything typed kept.
 * @template T
 * @param {HTMLElement} form @param {() => Promise<T>} deed
 * @returns {Promise<T | null>} null when it was refused
 */
export async function attempt(form, deed) {
  if (form.hasAttribute("aria-busy")) return null;
  clearErrors(form);
  form.setAttribute("aria-busy", "true");
  try {
    return await deed();
  } catch (error) {
    showError(form, error);
    if (!(error instanceof BookError)) console.error(error);
    return null;
  } finally {
    form.removeAttribute("aria-busy");
  }
}

/** What a form holds, by name. @param {HTMLFormElement} form @returns {Record<string, string>} */
export function values(form) {
  return /** @type {Record<string, string>} */ (Object.fromEntries(new FormData(form)));
}

/**
 * Puts text back into a form's fields.
 * @param {HTMLElement} form @param {Record<string, string>} kept
 */
export function refill(form, kept) {
  for (const [name, value] of Object.entries(kept)) {
    for (const input of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      const box = /** @type {HTMLInputElement} */ (input);
      if (box.type === "radio" || box.type === "checkbox") box.checked = box.value === value;
      else box.value = value;
    }
  }
}
