/** The page's beginning: top bar, wall of phones, language. */
import { ClockBar } from "./clock_bar.js";
import { button, fill, h, iconButton } from "./dom.js";
import { language, setLanguage, t } from "./i18n.js";
import { icon } from "./icons.js";
import { openPeople } from "./people_panel.js";
import { store } from "./store.js";
import { Wall } from "./wall.js";

let wall = null;
let clock = null;

/** Draw everything in the current language; drafts and messages live in the store and survive. */
function draw() {
  setLanguage(language());
  wall?.destroy();
  clock?.destroy();
  wall = new Wall();
  const note = h("p", { class: "page-note", role: "status" });
  clock = new ClockBar((words) => (note.textContent = words));
  fill(document.querySelector("#app"), topBar(), note, wall.node, wall.tabs);
  paintOnline();
}

function topBar() {
  const other = language() === "zh" ? "en" : "zh";
  const swap = () => {
    setLanguage(other);
    draw();
  };
  const brand = h(
    "h1",
    { class: "brand" },
    h("span", { class: "seal", "aria-hidden": "true" }, "应"),
    h("span", { class: "brand-name" }, t("brand")),
    h("small", {}, t("tagline")),
  );
  const line = h("span", { class: "line", role: "status" }, h("i", {}), h("span", {}));
  return h(
    "header",
    { class: "top" },
    brand,
    line,
    clock.node,
    h(
      "div",
      { class: "top-end" },
      iconButton(icon("phones"), t("people"), () => openPeople(wall), { "aria-haspopup": "dialog" }),
      button(t("language"), swap, { class: "quiet tongue" }),
    ),
  );
}

function paintOnline() {
  const line = document.querySelector(".line");
  line?.classList.toggle("up", store.online);
  if (line) line.lastChild.textContent = t(store.online ? "connected" : "connecting");
}

store.addEventListener("online", paintOnline);
document.addEventListener("visibilitychange", () => document.hidden || wall?.paintActive());
draw();
store.begin();
