/** One row of a chat: a message or an album with everything that hangs on it. */
import { renderText } from "./entities.js";
import { h, iconButton } from "./dom.js";
import { hourMinute, t } from "./i18n.js";
import { icon } from "./icons.js";
import { attachment, gallery } from "./media.js";
import { colourOf, nameOf } from "./names.js";
import { summary } from "./summary.js";

/**
 * Build the node of a row.
 * `row` = {messages, own, first (of a run of one sender), group}; `act` = what a person may do (see chat.js).
 */
export function bubbleRow(row, act) {
  const [head] = row.messages;
  const tail = row.messages.at(-1);
  const words = row.messages.find((one) => one.text ?? one.caption);
  const media = head.photo || head.video || head.animation ? gallery(row.messages) : attachment(head, act);
  const bubble = h(
    "div",
    { class: `bubble ${bare(head) ? "bare" : ""} ${media ? "with-media" : ""}` },
    senderLine(row, head),
    forwardLine(head),
    quote(head, act),
    media,
    textBlock(words, act),
    meta(tail, words ?? head),
  );
  const line = h("div", { class: "bubble-line" }, bubble, actionsButton(head, act));
  const keyboard = inlineKeyboard(tail, act);
  line.addEventListener("contextmenu", (event) => {
    if (event.target.closest("a, img, video")) return;
    event.preventDefault();
    act.menu(head, line);
  });
  line.addEventListener("dblclick", () => act.reply(head));
  const enter = (event) => {
    if (event.key !== "Enter" || event.target !== event.currentTarget) return;
    event.preventDefault();
    act.menu(head, line);
  };
  const classes = ["row", row.own ? "out" : "in", row.first ? "first" : ""].join(" ");
  return h(
    "article",
    { class: classes, "data-id": head.message_id, tabindex: "-1", onkeydown: enter },
    h("div", { class: `stack ${keyboard ? "keyed" : ""}` }, line, keyboard, reactions(tail)),
  );
}

const bare = (message) => Boolean(message.sticker || message.dice);

function senderLine(row, message) {
  if (row.own || !row.group || !row.first) return null;
  const who = message.sender_chat ?? message.from;
  return h("div", { class: "sender", style: { color: colourOf(who) } }, nameOf(who));
}

function forwardLine(message) {
  const origin = message.forward_origin;
  if (!origin) return null;
  const name = nameOf(origin.sender_user ?? origin.chat ?? origin.sender_chat) || origin.sender_user_name;
  return h("div", { class: "forwarded" }, t("forwarded", { name }));
}

function quote(message, act) {
  const replied = message.reply_to_message;
  if (!replied || replied.forum_topic_created) return null;
  const who = replied.from;
  return h(
    "button",
    {
      type: "button",
      class: "quote",
      "aria-label": t("jump"),
      onclick: () => act.jump(replied.message_id),
      style: { "--tone": colourOf(who) },
    },
    h("b", {}, nameOf(who)),
    h("span", {}, summary(replied)),
  );
}

function textBlock(message, act) {
  if (!message) return null;
  const text = withoutPayload(message.text ?? message.caption);
  const entities = message.entities ?? message.caption_entities;
  return h("div", { class: "words" }, renderText(text, entities, act));
}

/** What a link carried to a bot is not for the eyes of the person who followed it, as on Telegram. */
const withoutPayload = (text) => text.replace(/^(\/start) [\w-]+$/, "$1");

function meta(message, edited) {
  const time = h("time", {}, hourMinute(new Date(message.date * 1000)));
  const mark =
    edited.edit_date || edited.edited || message.edit_date
      ? h("span", { class: "edited" }, t("edited"))
      : null;
  return h("div", { class: "meta" }, mark, time);
}

function actionsButton(message, act) {
  const open = (event) => act.menu(message, event.currentTarget.parentElement);
  return iconButton(icon("more"), t("actions"), open, {
    class: "row-actions",
    "aria-haspopup": "menu",
    tabindex: "-1",
  });
}

/** The buttons below a message; each has exactly its label as accessible name. */
export function inlineKeyboard(message, act) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  return h(
    "div",
    { class: "inline-keyboard" },
    rows.map((row) =>
      h(
        "div",
        { class: "keys" },
        row.map((key) => inlineKey(message, key, act)),
      ),
    ),
  );
}

function inlineKey(message, key, act) {
  const press = (event) => act.press(message, key, event.currentTarget);
  const tone = key.style && /^[a-z]+$/.test(key.style) ? `tone-${key.style}` : "";
  return h(
    "button",
    { type: "button", class: `key ${tone}`, onclick: press },
    h("span", {}, key.text),
    key.url ? icon("link") : null,
  );
}

function reactions(message) {
  const lists = Object.values(message.reactions ?? {}).flat();
  const signs = lists.map((one) => (typeof one === "string" ? one : (one.emoji ?? ""))).filter(Boolean);
  if (!signs.length) return null;
  const counts = signs.reduce((all, sign) => all.set(sign, (all.get(sign) ?? 0) + 1), new Map());
  return h(
    "div",
    { class: "reactions" },
    [...counts].map(([sign, n]) => h("span", {}, n > 1 ? `${sign} ${n}` : sign)),
  );
}
