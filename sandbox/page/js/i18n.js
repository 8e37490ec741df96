/** The page's language: zh-Hans first, remembered, switched without a reload. */
import { recall, remember } from "./memory.js";
import { EN } from "./strings_en.js";
import { ZH } from "./strings_zh.js";

const STRINGS = { zh: ZH, en: EN };

let current = recall("language", "zh") === "en" ? "en" : "zh";
let zone = "Asia/Shanghai";

/** Say a string of the table with its variables filled in. */
export function t(key, values = {}) {
  const words = STRINGS[current][key] ?? key;
  return words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export const language = () => current;

/** Change the language and remember it. */
export function setLanguage(next) {
  current = next;
  remember("language", next);
  document.documentElement.lang = current === "zh" ? "zh-Hans" : "en";
  document.title = t("title");
}

/** Tell the formatters in which time zone the sandbox lives. */
export function setZone(name) {
  zone = name || zone;
}

const cache = new Map();

function formatter(kind, options) {
  const key = `${kind}|${current}|${zone}`;
  const locale = current === "zh" ? "zh-CN" : "en-GB";
  if (!cache.has(key)) cache.set(key, new Intl.DateTimeFormat(locale, { timeZone: zone, ...options }));
  return cache.get(key);
}

/** HH:MM of a Date in the sandbox's zone. */
export const hourMinute = (date) =>
  formatter("hm", { hour: "2-digit", minute: "2-digit", hour12: false }).format(date);

const MONTH = { zh: "long", en: "short" };

/** Day heading, with the weekday; Chinese puts no space before it, easier to read with one. */
export function dayTitle(date) {
  const format = formatter("day", { month: MONTH[current], day: "numeric", weekday: "short" });
  const words = ({ type, value }) => (type === "weekday" && current === "zh" ? ` ${value}` : value);
  return format.formatToParts(date).map(words).join("");
}

/** A key that is equal for two dates of the same local day. */
export const dayKey = (date) =>
  formatter("key", { year: "numeric", month: "2-digit", day: "2-digit" }).format(date);

/** The year, for the clock in the top bar. */
export const yearOf = (date) => formatter("year", { year: "numeric" }).format(date);
