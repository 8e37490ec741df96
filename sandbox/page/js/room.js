/** One chat as one person sees it: its messages, kept in order, and what may be pressed below them. */
import { api } from "./api.js";

const PAGE = 50;
const KEEP = 240;

export class Room extends EventTarget {
  constructor({ viewer, chat, bot = null, type = "private" }) {
    super();
    Object.assign(this, { viewer, chat, bot, type });
    this.messages = [];
    this.keyboard = null;
    this.pinned = null;
    this.commands = [];
    this.info = null;
    this.draft = { text: "", files: [], replyTo: null, edit: null };
    this.loaded = false;
    this.exhausted = false;
    this.typingUntil = 0;
    this.loading = null;
  }

  /** What the API calls this chat when the viewer sends: the bot's id in private, else the chat's id. */
  get target() {
    return this.bot ?? this.chat;
  }

  get last() {
    return this.messages.filter((one) => !one.deleted).at(-1) ?? null;
  }

  /** Load the newest page once. */
  open() {
    return this.loaded ? Promise.resolve() : this.refresh();
  }

  /** Ask for the newest page and merge it; at most one request at a time, and one more if something changed meanwhile. */
  refresh() {
    this.again = Boolean(this.loading);
    this.loading ??= this.fetchNewest().finally(() => {
      this.loading = null;
      if (this.again) this.refresh().catch(() => {});
    });
    return this.loading;
  }

  async fetchNewest() {
    const page = await api.page(this.chat, this.query());
    const fresh = page.messages;
    const gap = this.messages.length && fresh.length && fresh[0].message_id > this.messages.at(-1).message_id;
    const initial = !this.loaded || gap;
    if (initial) {
      this.messages = [];
      this.exhausted = fresh.length < PAGE;
    }
    this.dropMissing(fresh);
    fresh.forEach((message) => this.put(message));
    this.takePage(page);
    this.loaded = true;
    this.tell(initial ? "reset" : "patch");
  }

  takePage(page) {
    this.keyboard = page.reply_keyboard ?? null;
    this.pinned = page.pinned ?? null;
    this.commands = page.commands ?? [];
    this.info = page.chat ?? this.info;
  }

  dropMissing(fresh) {
    if (!fresh.length) return;
    const known = new Set(fresh.map((one) => one.message_id));
    const from = fresh[0].message_id;
    this.messages = this.messages.filter((one) => one.message_id < from || known.has(one.message_id));
  }

  query(more = {}) {
    return { viewer: this.viewer, limit: PAGE, ...(this.bot ? { bot: this.bot } : {}), ...more };
  }

  /** Load the page before the oldest message; true when something came. */
  async older() {
    if (this.exhausted || this.loadingOlder || !this.messages.length) return false;
    this.loadingOlder = true;
    try {
      const page = await api.page(this.chat, this.query({ before: this.messages[0].message_id }));
      this.exhausted = page.messages.length < PAGE;
      page.messages.forEach((message) => this.put(message));
      if (page.messages.length) this.tell("older");
      return page.messages.length > 0;
    } finally {
      this.loadingOlder = false;
    }
  }

  /** Forget far-away old messages, so that a chat that is watched for hours stays light. */
  trim() {
    if (this.messages.length <= KEEP) return;
    this.messages = this.messages.slice(-KEEP / 2);
    this.exhausted = false;
    this.tell("patch");
  }

  /** Insert or replace by message id; messages nearly always arrive at the end. */
  put(message) {
    let at = this.messages.length;
    while (at > 0 && this.messages[at - 1].message_id > message.message_id) at -= 1;
    if (at > 0 && this.messages[at - 1].message_id === message.message_id) this.messages[at - 1] = message;
    else this.messages.splice(at, 0, message);
  }

  find(id) {
    return this.messages.find((one) => one.message_id === id) ?? null;
  }

  /** Whether an event of the stream speaks about this room. */
  concerns(event) {
    if (event.chat === undefined || event.chat === null) return false;
    if (this.type !== "private") return event.chat === this.chat;
    const person = event.private_of ?? event.chat;
    return person === this.viewer && (!event.bot || !this.bot || event.bot === this.bot);
  }

  /** Take an event in; what it does not carry whole is asked for again, as is a page that it may have overtaken. */
  apply(event) {
    const message = event.message;
    if (event.type === "typing") return this.showTyping();
    if (this.loading) this.again = true;
    if (!this.loaded) return undefined;
    if (event.type === "message" || event.type === "edit") {
      if (event.type === "message") this.typingUntil = 0;
      if (message?.message_id && message.date) {
        this.put(message);
        this.tell("patch");
      }
      return this.needsPage(event) ? this.refresh() : undefined;
    }
    if (event.type === "keyboard" && "reply_keyboard" in event) {
      if (event.viewer && event.viewer !== this.viewer) return undefined;
      this.keyboard = event.reply_keyboard;
      return this.tell("keyboard");
    }
    return event.type === "callback" ? undefined : this.refresh();
  }

  needsPage({ message }) {
    if (!message?.message_id || !message.date) return true;
    return Boolean(message.pinned_message || message.forum_topic_created);
  }

  showTyping() {
    this.typingUntil = performance.now() + 5000;
    this.tell("typing");
    setTimeout(() => this.tell("typing"), 5100);
  }

  get typing() {
    return performance.now() < this.typingUntil;
  }

  tell(kind) {
    this.dispatchEvent(new CustomEvent("change", { detail: kind }));
  }
}
