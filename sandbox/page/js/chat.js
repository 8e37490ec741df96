/** The scrolling list of a chat: keyed rows, only changed ones are rebuilt, only new ones move. */
import { batched } from "./batch.js";
import { bubbleRow } from "./bubble.js";
import { h } from "./dom.js";
import { dayKey, dayTitle, t } from "./i18n.js";
import { icon } from "./icons.js";
import { serviceWords } from "./summary.js";

const NEAR = 90;

export class ChatList {
  /** `room` is what is shown, `act` what a person may do with a message. */
  constructor(room, act) {
    Object.assign(this, { room, act, rows: new Map(), stuck: true, seen: 0, waiting: 0, thread: null });
    this.list = h("div", { class: "log", role: "log", "aria-label": t("messages"), tabindex: "0" });
    this.list.addEventListener("keydown", (event) => walkRows(event, this.list));
    this.scroller = h("div", { class: "scroller" }, this.list);
    this.toBottom = h(
      "button",
      {
        type: "button",
        class: "to-bottom",
        hidden: true,
        "aria-label": t("toBottom"),
        onclick: () => this.bottom(),
      },
      h("span", { class: "badge" }),
      icon("down"),
    );
    this.node = h("div", { class: "chat-body" }, this.scroller, this.toBottom);
    this.scroller.addEventListener("scroll", () => this.onScroll(), { passive: true });
    this.watcher = new ResizeObserver(() => this.stuck && this.bottom());
    this.watcher.observe(this.scroller);
    this.watcher.observe(this.list);
    this.patch = batched(() => this.node.isConnected && this.draw("patch"));
    this.onChange = (event) => this.change(event.detail);
    room.addEventListener("change", this.onChange);
    if (room.loaded) this.change("reset");
  }

  destroy() {
    this.watcher.disconnect();
    this.room.removeEventListener("change", this.onChange);
  }

  change(kind) {
    if (kind === "patch") this.patch();
    else if (kind === "reset" || kind === "older") this.draw(kind);
  }

  draw(kind) {
    const before = this.scroller.scrollHeight - this.scroller.scrollTop;
    const fresh = this.render(kind === "reset");
    if (kind === "older") this.scroller.scrollTop = this.scroller.scrollHeight - before;
    else if (kind === "reset" || this.stuck || fresh.some((row) => row.own)) this.bottom();
    else this.announce(fresh.length);
    if (this.stuck && kind === "patch") this.room.trim();
  }

  /** Bring the nodes in line with the messages; returns the rows that are new at the end. */
  render(initial) {
    const wanted = layout(this.room, this.thread);
    const fresh = [];
    let cursor = this.list.firstChild;
    const keep = new Set();
    for (const row of wanted) {
      keep.add(row.key);
      const atCursor = this.rows.get(row.key)?.node === cursor;
      const node = this.nodeOf(row);
      if (atCursor) cursor = node;
      if (!initial && row.lastId > this.seen) fresh.push(row) && node.classList.add("fresh");
      if (node === cursor) cursor = cursor.nextSibling;
      else this.list.insertBefore(node, cursor);
    }
    this.forget(keep);
    this.seen = Math.max(this.seen, ...wanted.map((row) => row.lastId), 0);
    return fresh;
  }

  nodeOf(row) {
    const known = this.rows.get(row.key);
    if (known && same(known.row, row)) return known.node;
    const node = this.build(row);
    if (known) replaceKeepingFocus(known.node, node);
    this.rows.set(row.key, { row, node });
    return node;
  }

  build(row) {
    if (row.kind === "day") return h("div", { class: "day" }, h("span", {}, row.title));
    if (row.kind === "empty") return h("div", { class: "empty" }, row.title);
    if (row.kind === "service")
      return h("div", { class: "service", "data-id": row.lastId }, h("span", {}, row.title));
    return bubbleRow(row, this.act);
  }

  forget(keep) {
    for (const [key, { node }] of this.rows) {
      if (keep.has(key)) continue;
      node.remove();
      this.rows.delete(key);
    }
  }

  onScroll() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    // Not the reader moved but the room did (a keyboard opened, a picture came): stay at the end.
    if (this.stuck && this.shape !== `${scrollHeight}|${clientHeight}`) return void this.bottom();
    this.stuck = scrollHeight - scrollTop - clientHeight < NEAR;
    if (this.stuck) this.announce(0, true);
    this.toBottom.hidden = this.stuck;
    if (scrollTop < 300) this.room.older().catch(() => {});
    return undefined;
  }

  bottom() {
    this.stuck = true;
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.shape = `${this.scroller.scrollHeight}|${this.scroller.clientHeight}`;
    this.announce(0, true);
  }

  announce(count, reset = false) {
    this.waiting = reset ? 0 : this.waiting + count;
    const badge = this.toBottom.firstChild;
    badge.textContent = this.waiting ? t("newMessages", { n: this.waiting }) : "";
    this.toBottom.hidden = this.stuck;
  }

  /** Scroll to a message and let it glow; older pages are fetched while it is not found. */
  async jump(id) {
    for (let tries = 0; !this.room.find(id) && tries < 20; tries += 1) if (!(await this.room.older())) break;
    const entry = [...this.rows.values()].find(({ row }) =>
      row.messages?.some((one) => one.message_id === id),
    );
    if (!entry) return;
    this.stuck = false;
    entry.node.scrollIntoView({ block: "center" });
    entry.node.classList.remove("glow");
    requestAnimationFrame(() => entry.node.classList.add("glow"));
  }
}

/** Turn messages into rows: days between, albums together, runs of one sender joined. */
function layout(room, thread) {
  const rows = [];
  let day = null;
  let before = null;
  for (const message of room.messages) {
    if (thread && message.message_thread_id !== thread) continue;
    const date = new Date(message.date * 1000);
    const today = dayKey(date);
    if (today !== day) rows.push({ kind: "day", key: `day${today}`, title: dayTitle(date), lastId: 0 });
    if (today !== day) before = null;
    day = today;
    before = addMessage(rows, message, before, room);
  }
  if (!rows.length && room.loaded)
    rows.push({ kind: "empty", key: "empty", title: t("noMessages"), lastId: 0 });
  return rows;
}

function addMessage(rows, message, before, room) {
  const title = message.deleted ? t("deleted") : serviceWords(message);
  if (title) {
    rows.push({ kind: "service", key: `m${message.message_id}`, title, lastId: message.message_id });
    return null;
  }
  if (before && message.media_group_id && before.group_id === message.media_group_id) {
    before.messages.push(message);
    before.lastId = message.message_id;
    return before;
  }
  const row = rowOf(message, before, room);
  rows.push(row);
  return row;
}

function rowOf(message, before, room) {
  const sender = message.sender_chat?.id ?? message.from?.id;
  return {
    kind: "message",
    key: `m${message.message_id}`,
    messages: [message],
    lastId: message.message_id,
    sender,
    own: sender === room.viewer,
    first: before?.sender !== sender,
    group: room.type !== "private",
    group_id: message.media_group_id,
  };
}

function same(a, b) {
  if (a.title !== b.title || a.own !== b.own || a.first !== b.first) return false;
  const [left, right] = [a.messages ?? [], b.messages ?? []];
  return left.length === right.length && left.every((one, index) => one === right[index]);
}

/** Arrow keys walk from message to message, so that Tab need not; Enter then opens a message's menu. */
function walkRows(event, list) {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const here = event.target;
  if (!step || (here !== list && !here.matches("article"))) return;
  event.preventDefault();
  const rows = [...list.querySelectorAll("article")];
  const at = here === list ? (step < 0 ? rows.length : -1) : rows.indexOf(here);
  rows[Math.min(Math.max(at + step, 0), rows.length - 1)]?.focus();
}

/** An edited message is rebuilt; whoever stood on one of its buttons stays on the one with the same name. */
function replaceKeepingFocus(old, fresh) {
  const focused = old.contains(document.activeElement) ? document.activeElement.textContent : null;
  old.replaceWith(fresh);
  fresh.classList.add("changed");
  if (focused === null) return;
  const buttons = [...fresh.querySelectorAll(".key, button")];
  (buttons.find((one) => one.textContent === focused) ?? buttons[0])?.focus({ preventScroll: true });
}
