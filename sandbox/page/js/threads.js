/** Topics of a forum group as chips above the messages. */
import { h } from "./dom.js";
import { t } from "./i18n.js";

/** The chips; null for a chat without topics. A chosen topic filters what is shown and where one writes. */
export function threadChips(phone) {
  const { room } = phone;
  const topics = topicsOf(room);
  if (!topics.length) return null;
  const choose = (id) => () => {
    room.thread = id;
    phone.list.thread = id;
    phone.list.change("reset");
    phone.paintPin();
  };
  const chip = (id, name) =>
    h(
      "button",
      {
        type: "button",
        class: "chip",
        "aria-pressed": String((room.thread ?? null) === id),
        onclick: choose(id),
      },
      name,
    );
  return h(
    "div",
    { class: "threads", role: "group" },
    chip(null, t("allTopics")),
    topics.map((topic) => chip(topic.id, topic.name)),
  );
}

function topicsOf(room) {
  const told = (room.info?.topics ?? []).map((one) => ({
    id: one.message_thread_id ?? one.id,
    name: one.name,
  }));
  if (told.length) return told;
  return room.messages
    .filter((one) => one.forum_topic_created)
    .map((one) => ({ id: one.message_thread_id ?? one.message_id, name: one.forum_topic_created.name }));
}
