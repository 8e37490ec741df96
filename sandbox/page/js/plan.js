/** The small plan of Bao'an: to show where a message's pin is, and to click a new one. */
import { h, s } from "./dom.js";
import { t } from "./i18n.js";
import { OUTLINE, STREETS, fromPlan, toPlan } from "./plan_shapes.js";

const PIN = "M0 0C-3-7-9-10-9-17a9 9 0 0 1 18 0C9-10 3-7 0 0z";

function drawing(viewBox, labels) {
  const shapes = STREETS.map((street) => s("path", { d: street.path, class: "street" }));
  const names = labels
    ? STREETS.map(({ name, label: [x, y] }) => s("text", { x, y, class: "street-name" }, name))
    : [];
  return s("svg", { viewBox, class: "plan" }, s("path", { d: OUTLINE, class: "shore" }), shapes, names);
}

function pinAt({ x, y }, scale = 1) {
  const mark = s("g", { class: "pin", transform: `translate(${x} ${y}) scale(${scale})` });
  mark.append(s("path", { d: PIN }), s("circle", { cx: 0, cy: -17, r: 3.4 }));
  return mark;
}

/** A still cut-out of the plan around one point. */
export function pointMap(point) {
  const at = toPlan(point);
  const [width, height] = [150, 84];
  const x = Math.min(Math.max(at.x - width / 2, -30), 420 - width);
  const y = Math.min(Math.max(at.y - height / 2, -30), 570 - height);
  const svg = drawing(`${x} ${y} ${width} ${height}`, true);
  svg.setAttribute("preserveAspectRatio", "xMidYMid slice");
  svg.setAttribute("aria-hidden", "true");
  svg.append(pinAt({ x: clamp(at.x, x + 6, x + width - 6), y: clamp(at.y, y + 22, y + height - 4) }, 0.8));
  return h("div", { class: "point-map" }, svg);
}

const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

/** A plan to click on; `onpick({latitude, longitude})`. `show(point)` moves the pin from outside. */
export function planPicker(onpick) {
  const svg = drawing("16 14 350 500", true);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", t("plan"));
  let mark = null;
  const show = (point) => {
    mark?.remove();
    mark = pinAt(toPlan(point), 1.9);
    svg.append(mark);
  };
  svg.addEventListener("click", (event) => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    const point = fromPlan(at);
    show(point);
    onpick(point);
  });
  const node = h("figure", { class: "plan-figure" }, svg, h("figcaption", {}, t("planNote")));
  return { node, show };
}

/** Whose street a point lies in, on the schematic plan; null outside. */
export function streetOf(point) {
  const at = toPlan(point);
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  const found = STREETS.find((street) => {
    path.setAttribute("d", street.path);
    return path.isPointInFill(new DOMPoint(at.x, at.y));
  });
  return found?.name ?? null;
}
