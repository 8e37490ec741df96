/** The list of a person's chats. */
import { avatar } from "./avatar.js";
import { h } from "./dom.js";
import { hourMinute, t } from "./i18n.js";
import { nameOf } from "./names.js";
import { store } from "./store.js";
import { summary } from "./summary.js";

/** Build the list; a press opens the chat in the same phone. */
export function chatListView(phone) {
  const person = phone.slot.person;
  const entries = store.chatsOf(person).map((chat) => entry(phone, chat, store.room(person, chat)));
  entries.sort((a, b) => b.at - a.at);
  const empty = entries.length ? null : h("div", { class: "empty" }, t("noChats"));
  return h(
    "nav",
    { class: "chat-list", "aria-label": t("chats") },
    h("h3", {}, t("chats")),
    entries.map((one) => one.node),
    empty,
  );
}

function entry(phone, chat, room) {
  const last = room.last ?? chat.who.last_message ?? null;
  const unread = store.unread.get(store.keyOf(phone.slot.person, chat)) ?? 0;
  const words = h(
    "span",
    { class: "entry-words" },
    h("b", {}, chat.title),
    h("small", {}, lastWords(last, phone.slot.person, chat)),
  );
  const side = h(
    "span",
    { class: "entry-side" },
    last?.date ? h("time", {}, hourMinute(new Date(last.date * 1000))) : null,
    unread ? h("span", { class: "badge" }, unread) : null,
  );
  const open = () => phone.openChat(chat.bot ? { bot: chat.bot } : { chat: chat.chat });
  if (!room.loaded) wakeUp(phone, room);
  const node = h(
    "button",
    { type: "button", class: "entry", "aria-label": chat.title, onclick: open },
    avatar(chat.who, chat.type === "private" ? "bot" : "group"),
    words,
    side,
  );
  return { node, at: last?.date ?? 0 };
}

function lastWords(last, person, chat) {
  if (!last) return chat.bot ? t("bot") : t("noMessages");
  const who =
    last.from?.id === person ? `${t("you")}：` : chat.bot || !last.from ? "" : `${nameOf(last.from)}：`;
  return who + summary(last);
}

/** A list shows the last words, so each chat is loaded once, then the list is drawn again. */
function wakeUp(phone, room) {
  room.open().then(
    () => phone.isListOpen && phone.paintBody(),
    () => {},
  );
}
