"""People and bots come in; the state of everything."""

import re

from sandbox.errors import PeopleError
from sandbox.jsontypes import Json
from sandbox.model import Bot, Person
from sandbox.people.request import Ask
from sandbox.services import Services
from sandbox.views import bot_view, chat_view

_TOKEN = re.compile(r"^(\d{5,16}):[A-Za-z0-9_-]{35}$")
_USERNAME = re.compile(r"^[A-Za-z][A-Za-z0-9_]{2,31}$")
_FIELDS = ("first_name", "last_name", "username", "language_code", "role")


async def get_state(ask: Ask) -> Json:
    """Describe people, chats, bots and the clock."""
    world = ask.world
    return {
        "people": [person.as_json() for person in world.people.values()],
        "chats": [chat_view(world, chat) for chat in world.chats.values() if not chat.migrated_to],
        "bots": [bot_view(world, ident) for ident in world.bots],
        "clock": ask.services.clock.as_json(),
        "last_event": ask.services.events.last,
    }


async def create_person(ask: Ask) -> Json:
    """Let a person in; the same number again changes nothing but what is given."""
    ident = ask.integer("id") if ask.body.get("id") is not None else ask.world.new_person_id()
    if ident <= 0 or ident in ask.world.bots:
        raise PeopleError("A person's id must be a positive number that no bot has.")
    person = ask.world.people.get(ident)
    if person is None:
        if not ask.text("first_name"):
            raise PeopleError("first_name is missing.")
        person = Person(ident, ask.text("first_name")[:64])
    return _change(ask, person)


async def change_person(ask: Ask) -> Json:
    """Change a person's names or language."""
    return _change(ask, ask.person())


def _change(ask: Ask, person: Person) -> Json:
    username = ask.text("username").lstrip("@")
    taken = ask.world.find_by_username(username) if username else 0
    if username and not _USERNAME.match(username):
        raise PeopleError("A username has 3 to 32 letters, digits and underscores, a letter first.")
    if taken and taken != person.id:
        raise PeopleError(f"The username @{username} is taken.", 409)
    if "first_name" in ask.body and not ask.text("first_name"):
        raise PeopleError("first_name must not be empty.")
    if "username" in ask.body and person.username.lower() != username.lower():
        ask.world.usernames.pop(person.username.lower(), None)
    for name in _FIELDS:
        if name in ask.body:
            setattr(person, name, ask.text(name).lstrip("@") if name == "username" else ask.text(name)[:64])
    ask.world.add_person(person)
    ask.services.events.emit("person", lambda: {"person": person.as_json()})
    return person.as_json()


async def create_bot(ask: Ask) -> Json:
    """Register a bot's token."""
    bot = register_bot(ask.services, ask.text("token"), ask.text("username"), ask.text("first_name"))
    if "privacy" in ask.body:
        bot.privacy = bool(ask.body["privacy"])
        ask.world.save_bot(bot)
    return bot_view(ask.world, bot.id)


def register_bot(services: Services, token: str, username: str, first_name: str = "") -> Bot:
    """Let a bot in; the same bot again may bring a new name or token."""
    match = _TOKEN.match(token)
    if not match:
        raise PeopleError("A token is digits, a colon and 35 letters, digits, dashes or underscores.")
    ident = int(match[1])
    username = username.lstrip("@")
    if not _USERNAME.match(username):
        raise PeopleError("A bot's username has 3 to 32 letters, digits and underscores, a letter first.")
    if services.world.find_by_username(username) not in (0, ident) or ident in services.world.people:
        raise PeopleError(f"The username @{username} or the number {ident} is taken.", 409)
    bot = services.world.bots.get(ident)
    if bot is None:
        bot = Bot(ident, token, username, first_name or username)
    services.world.tokens.pop(bot.token, None)
    bot.token, bot.username, bot.first_name = token, username, first_name or bot.first_name
    services.world.add_bot(bot)
    services.events.emit("bot", lambda: {"bot": bot_view(services.world, ident)})
    return bot
