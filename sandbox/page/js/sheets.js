/** Things that open over one phone only: sheets, alerts, menus, toasts. */
import { button, h, iconButton } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";

const FOCUSABLE = "button:not([disabled]), a[href], input:not([hidden]), select, textarea, [tabindex='0']";

/** Open a dialog inside the phone; returns a function that closes it. */
export function openSheet(phone, title, body, { kind = "sheet", role = "dialog" } = {}) {
  const opener = document.activeElement;
  const head = h(
    "header",
    { class: "sheet-head" },
    h("h3", {}, title),
    iconButton(icon("close"), t("close"), () => close()),
  );
  const panel = h(
    "div",
    { class: `panel ${kind}`, role, "aria-modal": "true", "aria-label": title },
    kind === "alert" ? null : head,
    body,
  );
  const cover = h("div", { class: "cover", onclick: (event) => event.target === cover && close() }, panel);
  function close() {
    cover.remove();
    phone.querySelector(".screen")?.removeAttribute("inert");
    if (opener?.isConnected) opener.focus({ preventScroll: true });
  }
  panel.addEventListener("keydown", (event) => onKey(event, panel, close));
  phone.querySelector(".screen")?.setAttribute("inert", "");
  phone.append(cover);
  phone.scrollIntoView({ inline: "nearest", block: "nearest" });
  (
    panel.querySelector("[autofocus]") ??
    panel.querySelector(`.sheet-body ${FOCUSABLE}`) ??
    panel.querySelector("button")
  )?.focus({ preventScroll: true });
  return close;
}

function onKey(event, panel, close) {
  if (event.key === "Escape") {
    event.stopPropagation();
    close();
  }
  if (event.key !== "Tab") return;
  const stops = [...panel.querySelectorAll(FOCUSABLE)].filter((one) => one.offsetParent);
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  if (document.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0]).focus();
}

/** A modal word with one button to accept it. */
export function alertSheet(phone, words) {
  const ok = button(t("ok"), () => close(), { class: "primary", autofocus: true });
  const body = h("div", { class: "alert-body" }, h("p", {}, words), ok);
  const close = openSheet(phone, words, body, { kind: "alert", role: "alertdialog" });
}

/** A question with yes; anything else is no. */
export function askSheet(phone, words, yes, onYes) {
  const accept = () => {
    close();
    onYes();
  };
  const body = h(
    "div",
    { class: "alert-body" },
    h("p", {}, words),
    h(
      "div",
      { class: "pair" },
      button(t("close"), () => close()),
      button(yes, accept, { class: "primary" }),
    ),
  );
  const close = openSheet(phone, words, body, { kind: "alert", role: "alertdialog" });
}

/** A short word that goes by itself. */
export function toast(phone, words) {
  const zone = phone.querySelector(".toasts");
  const note = h("div", { class: "toast" }, words);
  zone.append(note);
  while (zone.children.length > 3) zone.firstChild.remove();
  setTimeout(() => note.classList.add("going"), 3600);
  setTimeout(() => note.remove(), 4000);
}

/** A menu at an anchor; `items` are [label, action] pairs, empty ones are skipped. */
export function openMenu(phone, anchor, items, extra = null) {
  phone.querySelector(".menu-cover")?.remove();
  const close = () => {
    cover.remove();
    if (anchor.isConnected)
      (anchor.matches("button")
        ? anchor
        : (anchor.closest("article") ?? anchor.querySelector("button"))
      )?.focus({ preventScroll: true });
  };
  const choose = (action) => () => {
    close();
    action();
  };
  const rows = items
    .filter(Boolean)
    .map(([label, action]) => button(label, choose(action), { role: "menuitem", class: "menu-row" }));
  const menu = h("div", { class: "menu", role: "menu" }, extra?.(close), rows);
  const cover = h(
    "div",
    { class: "menu-cover", onclick: (event) => event.target === cover && close() },
    menu,
  );
  menu.addEventListener("keydown", (event) => onMenuKey(event, rows, close));
  phone.append(cover);
  placeMenu(phone, anchor, menu);
  menu.querySelector("button")?.focus({ preventScroll: true });
}

function onMenuKey(event, rows, close) {
  const at = rows.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape" || event.key === "Tab") close();
  if (!step) return;
  event.preventDefault();
  rows.at((at + step) % rows.length).focus();
}

function placeMenu(phone, anchor, menu) {
  const frame = phone.getBoundingClientRect();
  const spot = anchor.getBoundingClientRect();
  const top = Math.min(spot.bottom - frame.top + 4, frame.height - menu.offsetHeight - 12);
  const left = Math.min(Math.max(8, spot.left - frame.left), frame.width - menu.offsetWidth - 12);
  menu.style.setProperty("top", `${Math.max(8, top)}px`);
  menu.style.setProperty("left", `${left}px`);
}
