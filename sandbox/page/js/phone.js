/** One phone on the wall: a person (or a group seen by one), the chat list, one open chat. */
import { api } from "./api.js";
import { avatar, avatarKind } from "./avatar.js";
import { batched } from "./batch.js";
import { ChatList } from "./chat.js";
import { chatActs } from "./chat_acts.js";
import { chatListView } from "./chat_list.js";
import { Composer } from "./composer.js";
import { button, fill, h, iconButton } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { recall, remember } from "./memory.js";
import { memberIds, nameOf } from "./names.js";
import { chatMenu, personMenu, phoneMenu } from "./phone_menus.js";
import { toast } from "./sheets.js";
import { store } from "./store.js";
import { summary } from "./summary.js";
import { threadChips } from "./threads.js";

export class Phone {
  /** `slot` = {person} or {group, person}; `wall` moves and removes phones. */
  constructor(slot, wall) {
    Object.assign(this, { slot, wall });
    this.strip = h("header", { class: "strip" });
    this.body = h("div", { class: "body" });
    this.screen = h("div", { class: "screen" }, this.strip, this.body);
    this.node = h("section", { class: "phone" }, this.screen, h("div", { class: "toasts", role: "status" }));
    this.onState = () => this.paintStrip();
    this.onUnread = batched(
      () => this.node.isConnected && (this.isListOpen ? this.paintBody() : this.readIfOpen()),
    );
    store.addEventListener("state", this.onState);
    store.addEventListener("unread", this.onUnread);
    this.opened = slot.group ? { chat: slot.group } : this.recalledChat();
    this.paintStrip();
    this.paintBody();
  }

  destroy() {
    this.leaveChat();
    store.removeEventListener("state", this.onState);
    store.removeEventListener("unread", this.onUnread);
    this.node.remove();
  }

  get person() {
    return store.people.get(this.slot.person) ?? { id: this.slot.person, first_name: "…" };
  }

  get title() {
    return this.slot.group ? (store.chats.get(this.slot.group)?.title ?? "…") : nameOf(this.person);
  }

  get isListOpen() {
    return this.opened === null;
  }

  recalledChat() {
    const saved = recall(`open.${this.slot.person}`, {});
    if (saved.list) return null;
    if (store.bots.has(saved.bot) || store.chats.has(saved.chat)) return saved;
    return store.onlyBot() ? { bot: store.onlyBot() } : null;
  }

  openChat(target) {
    this.opened = target;
    if (!this.slot.group) remember(`open.${this.slot.person}`, target ?? { list: true });
    if (this.slot.group && target?.bot) this.wall.showPrivate(this.slot.person, target);
    else this.paintBody();
  }

  paintStrip() {
    this.node.setAttribute("aria-label", this.title);
    const who = this.slot.group ? store.chats.get(this.slot.group) : this.person;
    const words = h(
      "span",
      { class: "strip-words" },
      h("b", {}, this.title),
      h("small", {}, this.subtitle()),
    );
    const swap = (event) => personMenu(this, event.currentTarget);
    const person = h(
      "button",
      {
        type: "button",
        class: "who",
        "aria-haspopup": "menu",
        "aria-label": `${t("switchPerson")}：${this.title}`,
        onclick: swap,
      },
      avatar(who ?? this.person, avatarKind(store, who)),
      words,
      icon("down"),
    );
    fill(
      this.strip,
      person,
      iconButton(icon("more"), t("phoneMenu"), (event) => phoneMenu(this, event.currentTarget), {
        "aria-haspopup": "menu",
      }),
    );
    if (this.opened?.bot === undefined && this.isListOpen) this.paintBody();
    else this.paintHead();
  }

  subtitle() {
    if (this.slot.group)
      return `${t("viewpoint", { name: nameOf(this.person) })} · ${this.status(store.chats.get(this.slot.group))}`;
    const { role, username, blocked = [] } = this.person;
    const parts = [
      role || (username ? `@${username}` : t("number", { n: this.person.id })),
      blocked.length ? t("blockedStatus") : "",
    ];
    return parts.filter(Boolean).join(" · ");
  }

  leaveChat() {
    this.list?.destroy();
    this.composer?.destroy();
    this.room?.removeEventListener("change", this.onRoom);
    Object.assign(this, { list: null, composer: null, room: null, head: null });
  }

  paintBody() {
    this.leaveChat();
    if (this.isListOpen) return void fill(this.body, chatListView(this));
    this.room = store.room(this.slot.person, this.opened);
    this.onRoom = (event) => this.roomChanged(event.detail);
    this.room.addEventListener("change", this.onRoom);
    const { host, act } = chatActs(this, this.room);
    this.act = act;
    this.host = host;
    this.list = new ChatList(this.room, act);
    this.composer = new Composer(host);
    this.head = h("div", { class: "chat-head" });
    this.pin = h("div", { class: "pin-slot" });
    this.below = h("div", { class: "below" });
    fill(this.body, this.head, this.pin, this.list.node, this.below);
    this.roomChanged("open");
    this.readIfOpen();
    return void this.room.open().catch((error) => toast(this.node, error.message));
  }

  readIfOpen() {
    if (this.opened && this.node.offsetParent && !document.hidden)
      store.markRead(store.keyOf(this.slot.person, this.opened));
  }

  roomChanged(kind) {
    this.paintHead();
    if (kind === "typing") return;
    this.paintPin();
    this.paintBelow();
  }

  paintHead() {
    if (!this.room) return;
    const { room } = this;
    this.head.hidden = Boolean(this.slot.group);
    if (this.slot.group) return;
    const who = room.bot ? store.bots.get(room.bot) : (store.chats.get(room.chat) ?? room.info);
    const back = iconButton(icon("back"), t("chatList"), () => this.openChat(null));
    const words = h(
      "span",
      { class: "head-words" },
      h("b", {}, nameOf(who)),
      h("small", { class: room.typing ? "typing" : "" }, this.status(who)),
    );
    const sign = [nameOf(who), this.status(who), room.typing].join("|");
    if (sign === this.headSign && this.head.firstChild) return;
    this.headSign = sign;
    fill(
      this.head,
      back,
      avatar(who, avatarKind(store, who)),
      words,
      iconButton(icon("more"), t("chatMenu"), (event) => chatMenu(this, event.currentTarget), {
        "aria-haspopup": "menu",
      }),
    );
  }

  status(who) {
    if (this.room?.typing) return t("typing");
    if (this.room?.bot) return `${t("bot")} · @${who?.username ?? ""}`;
    return who?.type === "channel" ? t("channel") : t("members", { n: memberIds(who).length });
  }

  isBlocked() {
    return Boolean(this.room.bot && (this.person.blocked ?? []).includes(this.room.bot));
  }

  async block(blocked) {
    await api
      .block(this.slot.person, this.room.bot, blocked)
      .catch((error) => toast(this.node, error.message));
    await store.reload();
    this.paintBelow();
  }

  paintPin() {
    const { pinned } = this.room;
    const open = () => this.list.jump(pinned.message_id);
    const bar =
      pinned &&
      h(
        "button",
        { type: "button", class: "pinned", "aria-label": t("pinned"), onclick: open },
        icon("pushpin"),
        h("span", {}, h("b", {}, t("pinned")), h("small", {}, summary(pinned))),
      );
    fill(this.pin, bar, threadChips(this));
  }

  /** Below the messages stands the composer, or the way back to a blocked bot; 开始 joins it in an empty chat. */
  paintBelow() {
    const blocked = this.isBlocked();
    const empty = Boolean(this.room.bot && this.room.loaded && !this.room.messages.length);
    const state = `${blocked}${empty}`;
    if (this.below.dataset.state === state) return;
    this.below.dataset.state = state;
    const start = () =>
      api.start(this.slot.person, this.room.bot).catch((error) => toast(this.node, error.message));
    const hint =
      empty &&
      h(
        "div",
        { class: "start" },
        h("p", {}, t("startHint")),
        button(t("start"), start, { class: "primary" }),
      );
    const wall = h(
      "div",
      { class: "start" },
      h("p", {}, t("blockedHere")),
      button(t("unblock"), () => this.block(false), { class: "primary" }),
    );
    fill(this.below, blocked ? wall : [hint, this.composer.node]);
  }
}
