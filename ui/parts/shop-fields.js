// The questions about the shop itself, for the first start and for the settings.
import * as book from "../api/book.js";
import { h, one, show, template } from "../dom.js";
import { locale, nameOf } from "../format.js";
import { values } from "../forms.js";
import { currencyOf, zonesOf } from "./regions.js";

/**
 * Draws the fields into a form and fills their menus.
 * @param {HTMLFormElement} form @param {import("../api/nouns.js").ShopInput} shop
 * @param {boolean} follow whether another country brings its own currency and time zone
 */
export async function shopFields(form, shop, follow) {
  form.prepend(template("shop-template"));
  const input = (/** @type {string} */ name) => one(form, `[name=${name}]`);
  input("name").value = shop.name;
  input("dayEnds").value = shop.dayEnds;
  const [regions, currencies, zones] = await Promise.all([book.regions(), book.currencies(), book.timeZones()]);
  menu(input("region"), named("region", regions), shop.region);
  menu(
    input("currency"),
    named(
      "currency",
      currencies.map((currency) => currency.code),
    ),
    shop.currency,
  );
  menu(
    input("timeZone"),
    zones.map((zone) => [zone, zone.replaceAll("_", " ")]),
    shop.timeZone,
  );
  if (!follow) return;
  input("region").addEventListener("change", () => {
    const region = input("region").value;
    choose(input("currency"), [currencyOf(region)]);
    choose(input("timeZone"), zonesOf(region));
  });
}

/** @param {"region" | "currency"} type @param {string[]} codes @returns {[string, string][]} */
function named(type, codes) {
  const order = new Intl.Collator(locale);
  const words = (/** @type {string} */ code) =>
    type === "currency" ? `${nameOf(type, code)} (${code})` : nameOf(type, code);
  return codes
    .map((code) => /** @type {[string, string]} */ ([code, words(code)]))
    .sort((a, b) => order.compare(a[1], b[1]));
}

/** @param {HTMLSelectElement} select @param {string[][]} options @param {string} chosen */
function menu(select, options, chosen) {
  const known = options.some(([value]) => value === chosen) || !chosen ? options : [[chosen, chosen], ...options];
  show(
    select,
    known.map(([value, words]) => h("option", { value }, words)),
  );
  select.value = chosen;
}

/** Takes the first of some values that the menu has. @param {HTMLSelectElement} select @param {(string | undefined)[]} wanted */
function choose(select, wanted) {
  const value = wanted.find((each) => each && [...select.options].some((option) => option.value === each));
  if (value) select.value = value;
}

/** @param {HTMLFormElement} form @returns {import("../api/nouns.js").ShopInput} */
export function shopFrom(form) {
  const { name, region, currency, timeZone, dayEnds } = values(form);
  return { name: name.trim(), region, currency, timeZone, dayEnds };
}
