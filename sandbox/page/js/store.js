/** Everything the page knows: people, chats, bots, the clock, and the rooms that are open. */
import { api, follow } from "./api.js";
import { batched } from "./batch.js";
import { setZone } from "./i18n.js";
import { memberIds, nameOf } from "./names.js";
import { Room } from "./room.js";

export class Store extends EventTarget {
  people = new Map();
  chats = new Map();
  bots = new Map();
  phones = [];
  places = [];
  clock = null;
  online = false;
  rooms = new Map();
  unread = new Map();
  changed = batched(() => this.tell("state"));

  /** Load the state once and follow the events for ever. */
  async begin() {
    follow(
      (event) => this.take(event),
      (up) => this.setOnline(up),
      () => this.catchUp(),
    );
    await this.reload();
  }

  setOnline(up) {
    this.online = up;
    this.tell("online");
  }

  async catchUp() {
    await this.reload();
    for (const room of this.rooms.values()) if (room.loaded) room.refresh().catch(() => {});
  }

  /** Read GET /state; several wishes while one is under way become one more reading. */
  reload() {
    this.reloadAgain = Boolean(this.reloading);
    this.reloading ??= this.readState().finally(() => {
      this.reloading = null;
      if (this.reloadAgain) this.reload();
    });
    return this.reloading;
  }

  async readState() {
    const state = await api.state().catch(() => null);
    if (!state) return void setTimeout(() => this.reload(), 1500);
    this.people = byId(state.people);
    this.chats = byId(state.chats.filter((chat) => chat.type !== "private"));
    this.bots = byId(state.bots);
    this.phones = state.phones ?? [];
    this.places = state.places ?? [];
    this.setClock(state.clock);
    this.tell("state");
    return undefined;
  }

  setClock(clock) {
    if (!clock) return;
    this.clock = { ...clock, at: performance.now() };
    setZone(clock.timezone);
    this.tell("clock");
  }

  take(event) {
    if (event.type === "clock") return this.setClock(event.clock ?? event);
    if (this.learn(event)) return this.changed();
    if (event.type === "member") this.reload();
    const moved = event.message?.migrate_to_chat_id;
    if (moved) this.tell("migrated", { from: event.chat, to: moved });
    for (const room of this.rooms.values()) if (room.concerns(event)) room.apply(event);
    if (event.type === "message") this.count(event);
    return undefined;
  }

  /** A person or bot that came or changed travels whole with the event; thousands may come at once. */
  learn({ type, person, bot }) {
    if (type === "person" && person?.id) this.people.set(person.id, person);
    else if (type === "bot" && bot?.id) this.bots.set(bot.id, bot);
    else return false;
    return true;
  }

  /** Count a message as unread for everyone who would see it; an open chat reads it at once. */
  count(event) {
    const sender = event.message?.from?.id;
    const mine = this.isPrivate(event) ? { bot: event.bot } : { chat: event.chat };
    for (const person of this.readers(event)) {
      if (person === sender || !this.people.has(person)) continue;
      const key = this.keyOf(person, mine);
      this.unread.set(key, (this.unread.get(key) ?? 0) + 1);
    }
    this.tell("unread");
  }

  readers(event) {
    return this.isPrivate(event) ? [event.private_of] : memberIds(this.chats.get(event.chat));
  }

  isPrivate(event) {
    return event.private_of !== null && event.private_of !== undefined;
  }

  keyOf(person, { bot = null, chat = null }) {
    return chat && chat !== person ? `${person}|${chat}` : `${person}|bot${bot ?? this.onlyBot()}`;
  }

  onlyBot() {
    return this.bots.keys().next().value ?? null;
  }

  markRead(key) {
    if (this.unread.delete(key)) this.tell("unread");
  }

  /** The chats of a person: one private chat per bot, then the groups the person is in. */
  chatsOf(person) {
    const bots = [...this.bots.values()].map((bot) => ({
      bot: bot.id,
      title: nameOf(bot),
      who: bot,
      type: "private",
    }));
    const groups = [...this.chats.values()].filter((chat) => memberIds(chat).includes(person));
    return [
      ...bots,
      ...groups.map((chat) => ({ chat: chat.id, title: chat.title, who: chat, type: chat.type })),
    ];
  }

  /** The room of a person's chat; made once and kept. */
  room(person, { bot = null, chat = null }) {
    const key = this.keyOf(person, { bot, chat });
    if (!this.rooms.has(key)) {
      const group = chat && chat !== person;
      const type = group ? (this.chats.get(chat)?.type ?? "group") : "private";
      const room = new Room({
        viewer: person,
        chat: group ? chat : person,
        bot: group ? null : (bot ?? this.onlyBot()),
        type,
      });
      this.rooms.set(key, room);
    }
    return this.rooms.get(key);
  }

  botNamed(username) {
    const wanted = username.replace(/^@/, "").toLowerCase();
    return [...this.bots.values()].find((bot) => bot.username?.toLowerCase() === wanted) ?? null;
  }

  /** Whoever an id belongs to. */
  who(id) {
    return this.people.get(id) ?? this.bots.get(id) ?? this.chats.get(id) ?? null;
  }

  tell(kind, detail = {}) {
    this.dispatchEvent(new CustomEvent(kind, { detail }));
  }
}

function byId(list) {
  return new Map((list ?? []).map((one) => [one.id, one]));
}

export const store = new Store();
