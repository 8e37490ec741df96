/** The row of phones: which are shown, in which order, and on a narrow screen which one. */
import { avatar } from "./avatar.js";
import { batched } from "./batch.js";
import { fill, h } from "./dom.js";
import { t } from "./i18n.js";
import { recall, remember } from "./memory.js";
import { idOf } from "./names.js";
import { Phone } from "./phone.js";
import { store } from "./store.js";

const DEFAULT_PEOPLE = 5;
const ADMINS = ["creator", "administrator"];
const keyOf = (slot) => (slot.group ? `g${slot.group}` : `p${slot.person}`);

export class Wall {
  constructor() {
    this.phones = new Map();
    this.slots = [];
    this.active = recall("active", null);
    this.empty = h("p", { class: "nobody" }, t("nobody"));
    this.node = h("main", { class: "wall", "aria-label": t("phones") });
    this.tabs = h("nav", { class: "tabs", "aria-label": t("phones") });
    this.listeners = {
      state: () => this.paint(),
      unread: batched(() => this.paintTabs()),
      migrated: (event) => this.migrate(event.detail),
    };
    for (const [name, act] of Object.entries(this.listeners)) store.addEventListener(name, act);
    this.paint();
  }

  destroy() {
    for (const [name, act] of Object.entries(this.listeners)) store.removeEventListener(name, act);
    for (const phone of this.phones.values()) phone.destroy();
  }

  /** The viewer's own arrangement, or the one the town proposes, or the first people and all groups. */
  wanted() {
    const saved = (recall("phones", null) ?? []).filter((slot) => this.exists(slot));
    if (saved.length) return unique(saved);
    const told = this.slotsFrom(store.phones);
    if (told.length) return unique(told);
    const people = [...store.people.keys()].slice(0, DEFAULT_PEOPLE);
    return this.slotsFrom([...people, ...store.chats.keys()]);
  }

  /** Entries of GET /state `phones`: a person's id, a group's id, {person} or {chat, person?}. */
  slotsFrom(entries) {
    const told = entries.map((entry) =>
      typeof entry === "object" ? entry : { [store.people.has(entry) ? "person" : "chat"]: entry },
    );
    const people = told.filter((one) => !one.chat).map((one) => one.person);
    const slots = told.map(({ person, chat }) => {
      if (!chat) return { person };
      return person ? { group: chat, person } : this.groupSlot(chat, people);
    });
    return slots.filter((slot) => slot && this.exists(slot));
  }

  /** A group is looked at through one of its plain members, best one who has no phone of their own. */
  groupSlot(group, shown = this.slots.filter((slot) => !slot.group).map((slot) => slot.person)) {
    const members = (store.chats.get(group)?.members ?? []).filter((one) => store.people.has(idOf(one)));
    const rank = (one) => (ADMINS.includes(one.status) ? 2 : 0) + (shown.includes(idOf(one)) ? 1 : 0);
    const [first] = [...members].sort((a, b) => rank(a) - rank(b));
    return first ? { group, person: idOf(first) } : null;
  }

  exists(slot) {
    return store.people.has(slot.person) && (!slot.group || store.chats.has(slot.group));
  }

  save(slots) {
    remember("phones", slots);
    this.paint();
  }

  reset() {
    this.save(null);
  }

  isShown(slot) {
    return this.slots.some((one) => keyOf(one) === keyOf(slot));
  }

  show(slot) {
    if (!this.isShown(slot)) this.save([...this.slots, slot]);
    this.activate(slot);
  }

  hide(slot) {
    this.save(this.slots.filter((one) => keyOf(one) !== keyOf(slot)));
  }

  move(slot, step) {
    const slots = [...this.slots];
    const at = slots.findIndex((one) => keyOf(one) === keyOf(slot));
    const to = Math.min(Math.max(at + step, 0), slots.length - 1);
    slots.splice(to, 0, ...slots.splice(at, 1));
    this.save(slots);
    this.activate(slot);
  }

  /** Put another person into a phone; a person who has a phone already changes places. */
  swap(slot, person) {
    const next = slot.group ? { group: slot.group, person } : { person };
    const taken = (one) => keyOf(one) === keyOf(next) && one !== slot;
    this.save(this.slots.map((one) => (keyOf(one) === keyOf(slot) ? next : taken(one) ? slot : one)));
    this.activate(next);
  }

  /** A link in a group's phone leads into the person's own private chat. */
  showPrivate(person, target) {
    this.show({ person });
    this.phones.get(keyOf({ person }))?.openChat(target);
    for (const slot of this.slots) if (slot.group) this.phones.get(keyOf(slot)).opened = { chat: slot.group };
  }

  migrate({ from, to }) {
    const saved = recall("phones", null);
    if (saved)
      remember(
        "phones",
        saved.map((slot) => (slot.group === from ? { ...slot, group: to } : slot)),
      );
    store.reload();
  }

  paint() {
    this.slots = this.wanted();
    const keep = new Set(this.slots.map(keyOf));
    for (const [key, phone] of this.phones) if (!keep.has(key) || this.changed(key, phone)) this.remove(key);
    const nodes = this.slots.map((slot) => this.phoneFor(slot).node);
    const now = [...this.node.children];
    const shown = nodes.length ? nodes : [this.empty];
    if (now.length !== shown.length || now.some((node, at) => node !== shown[at])) this.place(shown);
    this.paintActive();
  }

  /** Keep every phone's scroll position: moving a node in the tree resets it. */
  place(nodes) {
    const tops = nodes.map((node) => node.querySelector(".scroller")?.scrollTop ?? 0);
    fill(this.node, nodes);
    nodes.forEach((node, at) => node.querySelector(".scroller")?.scrollTo(0, tops[at]));
  }

  changed(key, phone) {
    return this.slots.some((slot) => keyOf(slot) === key && slot.person !== phone.slot.person);
  }

  remove(key) {
    this.phones.get(key).destroy();
    this.phones.delete(key);
  }

  phoneFor(slot) {
    const key = keyOf(slot);
    if (!this.phones.has(key)) this.phones.set(key, new Phone(slot, this));
    return this.phones.get(key);
  }

  /** Bring a phone into view: on a narrow screen it becomes the one that is shown. */
  activate(slot) {
    this.active = keyOf(slot);
    remember("active", this.active);
    this.paintActive();
    this.phones.get(this.active)?.node.scrollIntoView({ inline: "nearest", block: "nearest" });
  }

  paintActive() {
    if (!this.slots.some((slot) => keyOf(slot) === this.active))
      this.active = this.slots.length ? keyOf(this.slots[0]) : null;
    for (const [key, phone] of this.phones) phone.node.classList.toggle("active", key === this.active);
    this.phones.get(this.active)?.readIfOpen();
    this.paintTabs();
  }

  paintTabs() {
    const sign = JSON.stringify([
      this.slots,
      this.active,
      this.slots.map((slot) => this.unreadOf(slot)),
      this.slots.map((slot) => this.phoneFor(slot).title),
    ]);
    if (sign === this.tabsSign) return;
    this.tabsSign = sign;
    fill(
      this.tabs,
      this.slots.map((slot) => this.tab(slot)),
    );
  }

  tab(slot) {
    const { title } = this.phones.get(keyOf(slot));
    const who = slot.group ? store.chats.get(slot.group) : store.people.get(slot.person);
    const dot = this.unreadOf(slot) ? h("span", { class: "dot", "aria-hidden": "true" }) : null;
    return h(
      "button",
      {
        type: "button",
        class: "tab",
        "aria-current": keyOf(slot) === this.active ? "true" : null,
        onclick: () => this.activate(slot),
      },
      avatar(who, slot.group ? "group" : "person"),
      h("span", {}, title),
      dot,
    );
  }

  unreadOf(slot) {
    const prefix = `${slot.person}|`;
    if (slot.group) return store.unread.get(`${prefix}${slot.group}`) ?? 0;
    return [...store.unread]
      .filter(([key]) => key.startsWith(prefix))
      .reduce((sum, [, count]) => sum + count, 0);
  }
}

function unique(slots) {
  const seen = new Set();
  return slots.filter((slot) => !seen.has(keyOf(slot)) && seen.add(keyOf(slot)));
}
