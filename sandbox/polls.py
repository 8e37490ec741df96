"""Polls: votes by people, counts for bots."""

import secrets

from sandbox.errors import PeopleError
from sandbox.jsontypes import Json
from sandbox.model import Message
from sandbox.services import Services

# options of a poll are counted in `votes`: person -> chosen options


def new_poll_id() -> str:
    """Return a number for a poll, as long as Telegram's."""
    return str(secrets.randbits(62) | 1 << 61)


def refresh(services: Services, ident: str) -> Json:
    """Count a poll anew, show it in its message and tell its bot."""
    record = services.world.polls[ident]
    poll = {**record["poll"], "options": [dict(option) for option in record["poll"]["options"]]}
    for number, option in enumerate(poll["options"]):
        option["voter_count"] = sum(number in chosen for chosen in record["votes"].values())
    poll["total_voter_count"] = len(record["votes"])
    record["poll"] = poll
    services.world.save_poll(ident)
    chat = services.world.chats[record["chat"]]
    message = services.world.message(chat, record["message"])
    if message is not None:
        services.posting.edit(chat, message, {**message.body, "poll": poll})
    if bot := services.world.bots.get(record["owner"]):
        services.dispatch.put(bot, f"poll:{ident}", "poll", poll)
    return poll


def keep(services: Services, chat_key: str, message: Message, owner: int) -> None:
    """Remember where a poll is and who asked it."""
    poll = message.body["poll"]
    services.world.polls[poll["id"]] = {
        "poll": poll, "chat": chat_key, "message": message.id, "owner": owner, "votes": {},
    }  # fmt: skip
    services.world.save_poll(poll["id"])


def vote(services: Services, ident: str, person_id: int, options: list[int]) -> Json:
    """Vote, change one's vote or take it back."""
    record = services.world.polls.get(ident)
    if record is None:
        raise PeopleError("There is no such poll.", 404)
    poll, who = record["poll"], str(person_id)
    if poll["is_closed"]:
        raise PeopleError("This poll is closed.", 409)
    if any(not 0 <= option < len(poll["options"]) for option in options):
        raise PeopleError("The poll has no such option.")
    if len(options) > 1 and not poll["allows_multiple_answers"]:
        raise PeopleError("This poll allows one answer.")
    if not poll["allows_revoting"] and who in record["votes"]:
        raise PeopleError("A vote in this poll cannot be changed.", 409)
    record["votes"].pop(who, None)
    if options:
        record["votes"][who] = sorted(set(options))
    _tell(services, record, person_id, sorted(set(options)))
    return refresh(services, ident)


def _tell(services: Services, record: Json, person_id: int, options: list[int]) -> None:
    bot = services.world.bots.get(record["owner"])
    if bot is None or record["poll"]["is_anonymous"]:
        return
    answer = {
        "poll_id": record["poll"]["id"],
        "user": services.world.user_json(person_id),
        "option_ids": options,
        "option_persistent_ids": [record["poll"]["options"][option]["persistent_id"] for option in options],
    }
    services.dispatch.put(bot, f"poll:{answer['poll_id']}", "poll_answer", answer)
