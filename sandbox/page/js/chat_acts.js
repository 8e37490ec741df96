/** What a person does with messages of a chat: press, reply, edit, react, follow links. */
import { api } from "./api.js";
import { button, h } from "./dom.js";
import { t } from "./i18n.js";
import { parseDeepLink } from "./links.js";
import { openLocation } from "./location.js";
import { alertSheet, askSheet, openMenu, toast } from "./sheets.js";
import { store } from "./store.js";

const REACTIONS = ["👍", "❤️", "🎉", "🙏", "😢"];

/** Bind the acts to a phone, its room and (once made) its composer and list. */
export function chatActs(phone, room) {
  const say = (words) => toast(phone.node, words);
  const complain = (error) => say(t("lost", { why: error.message }));
  const host = {
    element: phone.node,
    room,
    say,
    pressReplyKey: (key) => pressReplyKey(host, key, complain),
    editLast: () => editLast(phone, room),
  };
  const act = {
    reply: (message) => phone.composer.replyTo(message),
    jump: (id) => phone.list.jump(id),
    vote: (poll, options) => api.vote(room.viewer, poll, options).catch(complain),
    command: (words) => phone.composer.send(words),
    follow: (url) => followLink(phone, room, url).catch(complain),
    menu: (message, anchor) => messageMenu(phone, room, message, anchor, complain),
    press: (message, key, node) => pressKey(phone, room, message, key, node).catch(complain),
  };
  return { host, act };
}

function pressReplyKey(host, key, complain) {
  const { room } = host;
  if (key.request_location) return openLocation(host);
  if (key.request_contact) {
    const share = () => api.send(room.viewer, { chat: room.target, share_phone: true }).catch(complain);
    return askSheet(host.element, t("sharePhone"), t("share"), share);
  }
  const thread = room.thread ? { thread: room.thread } : {};
  return api
    .send(room.viewer, { chat: room.target, text: key.text, via_keyboard: true, ...thread })
    .catch(complain);
}

/** Press an inline button: it waits visibly, then the bot's answer is shown as a toast or an alert. */
async function pressKey(phone, room, message, key, node) {
  if (node.getAttribute("aria-busy") === "true") return;
  if (key.url) return void (await followLink(phone, room, key.url));
  node.setAttribute("aria-busy", "true");
  try {
    const label = key.callback_data === undefined ? { label: key.text } : { data: key.callback_data };
    const result = await api.press(room.viewer, {
      chat: room.target,
      message_id: message.message_id,
      ...label,
    });
    await showAnswer(phone, room, result);
  } finally {
    node.removeAttribute("aria-busy");
  }
}

async function showAnswer(phone, room, result) {
  const url = result.url ?? result.answer?.url;
  if (url) return followLink(phone, room, url);
  if (result.copy_text !== undefined) return copyWords(phone, result.copy_text);
  if (!result.answer) return toast(phone.node, t("pressWait"));
  const { text, show_alert: modal } = result.answer;
  if (!text) return undefined;
  return modal ? alertSheet(phone.node, text) : toast(phone.node, text);
}

/** Follow a link: to a bot of this sandbox inside the phone, everything else in a new tab. */
async function followLink(phone, room, url) {
  const deep = parseDeepLink(url);
  const bot = deep && store.botNamed(deep.username);
  if (!bot) return void window.open(url, "_blank", "noopener,noreferrer");
  phone.openChat({ bot: bot.id });
  if (deep.start !== null) await api.start(room.viewer, bot.id, deep.start);
  return undefined;
}

function copyWords(phone, words) {
  return navigator.clipboard?.writeText(words).then(
    () => toast(phone.node, t("copied")),
    () => {},
  );
}

function messageMenu(phone, room, message, anchor, complain) {
  const own = message.from?.id === room.viewer;
  const words = message.text ?? message.caption;
  const react = (emoji) =>
    api.react(room.viewer, { chat: room.target, message_id: message.message_id, emoji }).catch(complain);
  const faces = (close) =>
    h(
      "div",
      { class: "faces" },
      REACTIONS.map((emoji) =>
        button(emoji, () => (close(), react(emoji)), { "aria-label": t("react", { emoji }) }),
      ),
    );
  openMenu(
    phone.node,
    anchor,
    [
      [t("reply"), () => phone.composer?.replyTo(message)],
      own && message.text !== undefined && [t("edit"), () => phone.composer?.edit(message)],
      words && [t("copy"), () => copyWords(phone, words)],
    ],
    faces,
  );
}

function editLast(phone, room) {
  const own = room.messages.filter(
    (one) => one.from?.id === room.viewer && one.text !== undefined && !one.deleted,
  );
  if (own.length) phone.composer.edit(own.at(-1));
}
