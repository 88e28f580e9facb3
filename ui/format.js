// Numbers, money and days as this shop writes them. Money and quantities stay whole numbers until they are drawn.
import { t } from "./texts.js";

/** Some systems answer "C" or nothing, which Intl throws on. @param {string | undefined} wanted */
export function validLocale(wanted) {
  try {
    return Intl.getCanonicalLocales(wanted ?? "en")[0] ?? "en";
  } catch {
    return "en";
  }
}

export const locale = validLocale(globalThis.navigator?.language);

let currency = "EUR";
let digits = 2;
let zone = "UTC";
let businessDay = new Date().toISOString().slice(0, 10);

/**
 * From now on figures and days are this shop's.
 * @param {{currency: string, currencyDigits: number, timeZone: string}} shop @param {string} today
 */
export function useShop(shop, today) {
  currency = shop.currency;
  digits = shop.currencyDigits;
  zone = shop.timeZone || "UTC";
  businessDay = today;
}

/** The shop's business day. */
export const today = () => businessDay;
export const currencyDigits = () => digits;
export const currencyCode = () => currency;

/** @param {number} n */
export const number = (n) => new Intl.NumberFormat(locale).format(n);

/** With the currency's sign: for totals that stand alone. @param {number} minor */
export const money = (minor) =>
  new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(minor / 10 ** digits);

/** Without the sign: for columns, where repeating it is noise. @param {number} minor */
export const amount = (minor) =>
  new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
    minor / 10 ** digits,
  );

/** As it is typed: a point and no grouping, in whatever language. @param {number} minor */
export function typedMoney(minor) {
  const whole = String(Math.abs(minor)).padStart(digits + 1, "0");
  const text = digits === 0 ? whole : `${whole.slice(0, -digits)}.${whole.slice(-digits)}`;
  return minor < 0 ? `-${text}` : text;
}

/** @param {number} thousandths */
export const quantity = (thousandths) =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: 3 }).format(thousandths / 1000);

/** @param {string} text @returns {number | null} minor units, or null when it is no amount */
export const readMoney = (text) => readDecimal(text, digits);
/** @param {string} text @returns {number | null} thousandths */
export const readQuantity = (text) => readDecimal(text, 3);

/**
 * A decimal with point or comma as a whole number of the smallest unit; never through a float.
 * @param {string} text @param {number} places @returns {number | null}
 */
function readDecimal(text, places) {
  const match = /^(-?)(\d{1,12})(?:[.,](\d*))?$/.exec(text.trim().replaceAll(/[\s\u00a0']/g, ""));
  if (!match) return null;
  const fraction = match[3] ?? "";
  if (fraction.length > places) return null;
  const minor = Number(match[2] + fraction.padEnd(places, "0"));
  return match[1] ? -minor : minor;
}

/** @param {string} day */
const noon = (day) => new Date(`${day.slice(0, 10)}T12:00:00Z`);

/** @param {string} day @param {Intl.DateTimeFormatOptions} options */
const written = (day, options) => new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options }).format(noon(day));

/** "22 Oct", with the year when it is not this one. @param {string} day */
export const shortDay = (day) =>
  written(day, {
    day: "numeric",
    month: "short",
    ...(day.slice(0, 4) === businessDay.slice(0, 4) ? {} : { year: "numeric" }),
  });

/** "Thursday, 22 October 2026". @param {string} day */
export const fullDay = (day) => written(day, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
/** "Thursday, 22 October". @param {string} day */
export const longDay = (day) => written(day, { weekday: "long", day: "numeric", month: "long" });
/** "Thu 22 Oct". @param {string} day */
export const weekday = (day) => written(day, { weekday: "short", day: "numeric", month: "short" });
/** @param {string} month */
export const monthYear = (month) => written(`${month}-01`, { month: "long", year: "numeric" });
/** @param {string} month */
export const monthName = (month) => written(`${month}-01`, { month: "long" });
/** @param {string} month */
export const monthShort = (month) => written(`${month}-01`, { month: "short", year: "numeric" });

/** How many days from one day to another. @param {string} from @param {string} to */
export const daysBetween = (from, to) => Math.round((noon(to).getTime() - noon(from).getTime()) / 86_400_000);

/** @param {string} day @param {number} n */
export const addDays = (day, n) => new Date(noon(day).getTime() + n * 86_400_000).toISOString().slice(0, 10);

/** @param {string} month @param {number} n */
export function addMonths(month, n) {
  const [year, m] = month.split("-").map(Number);
  return new Date(Date.UTC(year, m - 1 + n, 15)).toISOString().slice(0, 7);
}

/** "yesterday", "3 weeks ago", "in 2 days". @param {string} day @param {string} [from] */
export function relativeDay(day, from = businessDay) {
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const days = daysBetween(from, day);
  const far = Math.abs(days);
  if (far < 14) return relative.format(days, "day");
  if (far < 60) return relative.format(Math.round(days / 7), "week");
  if (far < 365) return relative.format(Math.round(days / 30.4), "month");
  return relative.format(Math.round(days / 365.25), "year");
}

/** How long a rhythm of days is, in the nearest round unit. @param {number} days */
export function every(days) {
  if (days < 14) return t("span.days", { count: days });
  if (days < 60) return t("span.weeks", { count: Math.round(days / 7) });
  if (days < 700) return t("span.months", { count: Math.round(days / 30.4) });
  return t("span.years", { count: Math.round(days / 365.25) });
}

/** "15:00", as the language writes hours. @param {string} hhmm */
export const hour = (hhmm) =>
  new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", timeZone: "UTC" }).format(
    new Date(`2000-01-01T${hhmm}:00Z`),
  );

/** The hour of a due text, or "". @param {string} due */
export const dueHour = (due) => (due.length > 10 ? hour(due.slice(11, 16)) : "");

/** When something is due, near days by name: "tomorrow 15:00", "Fri 27 Nov". @param {string} due */
export function dueWords(due) {
  const days = daysBetween(businessDay, due);
  const day = Math.abs(days) <= 1 ? relativeDay(due) : weekday(due);
  return [day, dueHour(due)].filter(Boolean).join(" ");
}

/** "Friday, 24 December, 15:00 · in 4 weeks": nothing left to guess before Enter. @param {string} due */
export const dueFull = (due) => `${[fullDay(due), dueHour(due)].filter(Boolean).join(", ")} · ${relativeDay(due)}`;

/** The wall clock of the shop as `YYYY-MM-DDTHH:MM`. @param {Date} [at] */
export function wallClock(at = new Date()) {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  }).formatToParts(at);
  const part = (/** @type {string} */ type) => parts.find((p) => p.type === type)?.value ?? "00";
  return `${part("year")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}`;
}

/** How late something is, in words. @param {string} due @param {string} [now] */
export function lateWords(due, now = wallClock()) {
  const days = daysBetween(due, businessDay);
  if (days >= 14) return t("late.weeks", { count: Math.floor(days / 7) });
  if (days >= 1) return t("late.days", { count: days });
  const minutes = due.length > 10 ? (Date.parse(`${now}Z`) - Date.parse(`${due}Z`)) / 60_000 : 0;
  if (minutes >= 60) return t("late.hours", { count: Math.floor(minutes / 60) });
  return t("late.now");
}

/** The hour an instant shows on the shop's wall. @param {string} instant */
export const clock = (instant) =>
  new Intl.DateTimeFormat(locale, { timeZone: zone, hour: "2-digit", minute: "2-digit" }).format(new Date(instant));

/** Day and hour of an instant. @param {string} instant */
export const moment = (instant) =>
  new Intl.DateTimeFormat(locale, { timeZone: zone, dateStyle: "medium", timeStyle: "short" }).format(
    new Date(instant),
  );

/** "15 March 1990" or, the year unknown, "15 March". @param {string} day */
export const dayInWords = (day) =>
  day.startsWith("--")
    ? written(`2000-${day.slice(2)}`, { day: "numeric", month: "long" })
    : written(day, { day: "numeric", month: "long", year: "numeric" });

/** @param {number} bytes */
export function fileSize(bytes) {
  const [value, unit] =
    bytes < 1000 ? [bytes, "byte"] : bytes < 1e6 ? [bytes / 1e3, "kilobyte"] : [bytes / 1e6, "megabyte"];
  // The short word for a byte has no plural.
  const unitDisplay = unit === "byte" ? "long" : "short";
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit,
    unitDisplay,
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
}

/** Change against another figure, as a signed percentage; nothing to compare gives "". @param {number} now @param {number} then */
export const change = (now, then) =>
  then > 0
    ? new Intl.NumberFormat(locale, { style: "percent", signDisplay: "exceptZero", maximumFractionDigits: 0 }).format(
        now / then - 1,
      )
    : "";

/** @param {"region" | "currency"} type @param {string} code */
export function nameOf(type, code) {
  try {
    return new Intl.DisplayNames(locale, { type }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** @param {string[]} words */
export const list = (words) => new Intl.ListFormat(locale, { type: "conjunction" }).format(words);
