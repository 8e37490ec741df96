"""Topics of a forum; a topic's number is that of the message that opened it."""

from sandbox.jsontypes import Json
from sandbox.model import Chat
from sandbox.services import Services

COLOURS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)


def create_topic(services: Services, chat: Chat, by: int, name: str, colour: int = 0, emoji: str = "") -> Json:
    """Open a topic and return it as the Bot API's ForumTopic."""
    topic: Json = {"name": name[:128], "icon_color": colour or COLOURS[len(chat.topics) % len(COLOURS)]}
    if emoji:
        topic["icon_custom_emoji_id"] = emoji
    thread = chat.next_message_id
    content = {"forum_topic_created": topic}
    services.posting.post(chat, by, content, by_bot=by in services.world.bots, thread=thread)
    chat.topics[thread] = {"message_thread_id": thread, **topic, "closed": False}
    services.world.save_chat(chat)
    services.posting.emit("member", chat, lambda: {"topics": list(chat.topics.values())})
    return {k: v for k, v in chat.topics[thread].items() if k != "closed"}
