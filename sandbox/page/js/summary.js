/** A message in a few words: for the chat list, quotes and the pinned bar; and the words of service messages. */
import { t } from "./i18n.js";
import { nameOf } from "./names.js";

const KINDS = [
  "photo",
  "video",
  "voice",
  "audio",
  "venue",
  "location",
  "contact",
  "sticker",
  "dice",
  "poll",
  "animation",
  "document",
];

/** One line that stands for the message. */
export function summary(message) {
  if (!message) return "";
  if (message.deleted) return t("deleted");
  const service = serviceWords(message);
  if (service) return service;
  const words = (message.text ?? message.caption ?? "").replace(/\s+/g, " ").trim();
  const kind = KINDS.find((one) => message[one]);
  const extra = message.venue?.title ?? message.poll?.question ?? message.document?.file_name ?? "";
  return [kind ? `[${t(kind)}]` : "", words || extra].filter(Boolean).join(" ") || t("unsupported");
}

const names = (people) => people.map(nameOf).join("、");

/** What happened, when a message is no message but an event of the chat; null otherwise. */
export function serviceWords(message) {
  const by = nameOf(message.from);
  if (message.new_chat_members) return joined(message, by);
  if (message.left_chat_member) return gone(message, by);
  if (message.pinned_message) return t("pinnedNote", { name: by });
  if (message.group_chat_created || message.supergroup_chat_created)
    return t("groupCreated", { title: message.chat?.title ?? "" });
  if (message.new_chat_title) return t("titleChanged", { title: message.new_chat_title });
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return t("migrated");
  if (message.forum_topic_created) return t("topicCreated", { title: message.forum_topic_created.name });
  return hasContent(message) ? null : t("serviceOther");
}

function joined(message, by) {
  const own = message.new_chat_members.some((one) => one.id === message.from?.id);
  return own ? t("joined", { name: by }) : t("invited", { by, name: names(message.new_chat_members) });
}

function gone(message, by) {
  const own = message.left_chat_member.id === message.from?.id;
  return own ? t("leftGroup", { name: by }) : t("removed", { by, name: nameOf(message.left_chat_member) });
}

const hasContent = (message) =>
  message.text !== undefined || message.video_note || KINDS.some((one) => message[one] !== undefined);
