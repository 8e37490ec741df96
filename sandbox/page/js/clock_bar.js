/** The business clock in the top bar: what time it is for the people, and the buttons that move it. */
import { api } from "./api.js";
import { button, h } from "./dom.js";
import { dayTitle, hourMinute, t, yearOf } from "./i18n.js";
import { store } from "./store.js";

const MOVES = [
  ["plusHour", { advance: 3600 }],
  ["plusDay", { advance: 86400 }],
  ["nextMorning", { to: "next_working_morning" }],
];

export class ClockBar {
  constructor(complain) {
    this.complain = complain;
    this.year = h("span", { class: "clock-year" });
    this.day = h("span", {});
    this.time = h("span", { class: "clock-time" });
    this.progress = h("progress", { max: "1", "aria-label": t("walking"), hidden: true });
    this.buttons = MOVES.map(([key, body]) => button(t(key), () => this.move(body), { class: "move" }));
    const face = h(
      "div",
      { class: "clock-face", role: "timer", "aria-label": t("clock") },
      h("span", { class: "clock-day" }, this.year, " ", this.day),
      this.time,
      this.progress,
    );
    this.node = h("div", { class: "clock" }, face, h("div", { class: "moves" }, this.buttons));
    this.from = null;
    this.onClock = () => this.paint();
    store.addEventListener("clock", this.onClock);
    this.tick = setInterval(() => this.paint(), 1000);
    this.paint();
  }

  destroy() {
    clearInterval(this.tick);
    store.removeEventListener("clock", this.onClock);
  }

  async move(body) {
    this.buttons.forEach((one) => (one.disabled = true));
    try {
      store.setClock(await api.moveClock(body));
    } catch (error) {
      this.complain(error.message);
    } finally {
      this.buttons.forEach((one) => (one.disabled = false));
    }
  }

  /** The time runs on between events, at the sandbox's speed. */
  now() {
    const { now, speed = 1, at } = store.clock;
    return new Date(Date.parse(now) + (performance.now() - at) * speed);
  }

  paint() {
    if (!store.clock) return;
    const now = this.now();
    this.year.textContent = yearOf(now);
    this.day.textContent = dayTitle(now);
    this.time.textContent = hourMinute(now);
    this.paintWalk(store.clock);
  }

  paintWalk({ offset, target_offset: target, walking }) {
    const moving = walking ?? target > offset;
    this.node.classList.toggle("walking", moving);
    this.progress.hidden = !moving;
    if (!moving) return void (this.from = null);
    this.from = this.from === null ? offset : Math.min(this.from, offset);
    this.progress.value = target > this.from ? (offset - this.from) / (target - this.from) : 0;
    return undefined;
  }
}
