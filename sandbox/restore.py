"""Rebuild the world from the journal's records after a restart."""

from typing import Any

from sandbox.journal import Key
from sandbox.jsontypes import Json
from sandbox.model import Bot, Chat, Member, Message, Person
from sandbox.world import World


def restore_world(world: World, records: dict[Key, Any]) -> None:
    """Fill an empty world; records of other kinds are left to their owners."""
    for key, value in records.items():
        if key[0] == "person":
            world.add_person(Person(**value))
        elif key[0] == "bot":
            world.add_bot(Bot(**value))
        elif key[0] == "poll":
            world.polls[key[1]] = value
    for key, value in records.items():
        if key[0] == "chat":
            world.add_chat(_chat(value))
    for key, value in records.items():
        if key[0] == "message" and key[1] in world.histories:
            world.histories[key[1]].put(_message(value))
    _restore_counts(world, records)


def _restore_counts(world: World, records: dict[Key, Any]) -> None:
    for history in world.histories.values():
        history.sort()
    for key, value in records.items():
        if key[0] == "count" and (chat := world.chats.get(key[1])):
            counter: Bot | Chat = world.bots[chat.bot_id] if chat.is_private else chat
            counter.next_message_id = max(counter.next_message_id, value)


def _chat(value: Json) -> Chat:
    fields: Json = dict(value)
    for name in ("members", "topics", "keyboards"):
        fields[name] = {int(number): entry for number, entry in value[name].items()}
    fields["members"] = {ident: Member(**member) for ident, member in fields["members"].items()}
    return Chat(**fields)


def _message(value: list[Any]) -> Message:
    body, sender, by_bot, keyboard, deleted, edited, reactions = value
    chosen = {int(ident): emoji for ident, emoji in reactions.items()}
    return Message(body, sender, by_bot, keyboard, deleted, edited, chosen)
