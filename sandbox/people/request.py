"""What a person's request says, read with plain sentences for what is wrong."""

from dataclasses import dataclass
from typing import Any

import orjson
from aiohttp import BodyPartReader, web
from aiohttp.multipart import MultipartReader

from sandbox.errors import PeopleError
from sandbox.jsontypes import Json
from sandbox.model import Chat, Person
from sandbox.services import Services


@dataclass(slots=True)
class PersonFile:
    """A file that a person sends."""

    field: str
    name: str
    mime: str
    content: bytes


class Ask:
    """One request on the people side."""

    def __init__(self, services: Services, request: web.BaseRequest, ident: int, body: Json) -> None:
        self.services = services
        self.world = services.world
        self.request = request
        self.ident = ident
        self.body = body
        self.files: list[PersonFile] = []

    def text(self, name: str) -> str:
        """Read a text."""
        value = self.body.get(name)
        return "" if value is None else str(value)

    def integer(self, name: str) -> int:
        """Read a whole number that must be there."""
        try:
            return int(self.body[name])
        except (KeyError, TypeError, ValueError):
            raise PeopleError(f"{name} must be a whole number.") from None

    def number(self, source: Json, name: str, bound: float) -> float:
        """Read a coordinate."""
        try:
            value = float(source[name])
        except (KeyError, TypeError, ValueError):
            raise PeopleError(f"{name} must be a number.") from None
        if not -bound <= value <= bound:
            raise PeopleError(f"{name} must lie between -{bound:g} and {bound:g}.")
        return value

    def person(self) -> Person:
        """Return the person in the address."""
        return self.world.person(self.ident)

    def group(self) -> Chat:
        """Return the group in the address."""
        chat = self.world.group(self.ident)
        if chat is None:
            raise PeopleError(f"There is no group or channel with the number {self.ident}.", 404)
        return chat

    def bot_id(self, value: Any) -> int:
        """Find a bot by number or @username."""
        if value in (None, "") and len(self.world.bots) == 1:
            return next(iter(self.world.bots))
        ident = self._number_of(value)
        if ident not in self.world.bots:
            raise PeopleError(f"There is no bot {value!r}.", 404)
        return ident

    def chat(self, person: Person) -> Chat:
        """Find the chat that a person means: a group, or a bot for the private chat with it."""
        value = self.body.get("chat")
        if value in (None, ""):
            raise PeopleError("chat is missing: give a chat's number or a bot's @username.")
        number = self._number_of(value)
        if number == 0:
            raise PeopleError(f"There is no chat {value!r}.", 404)
        if number == person.id:
            number = self.bot_id(self.body.get("bot"))
        if number in self.world.bots:
            return self.world.open_private_chat(person.id, number)
        return self._joined_group(number, person)

    def _number_of(self, value: Any) -> int:
        if isinstance(value, str) and not value.lstrip("-").isdigit():
            return self.world.find_by_username(value)
        try:
            return int(value)
        except (TypeError, ValueError):
            return 0

    def _joined_group(self, number: int, person: Person) -> Chat:
        chat = self.world.group(number)
        if chat is None:
            raise PeopleError(f"There is no chat with the number {number}.", 404)
        if chat.migrated_to:
            raise PeopleError(f"This group has become the supergroup {chat.migrated_to}.", 409)
        member = chat.members.get(person.id)
        if member is None or not member.is_present:
            raise PeopleError(f"{person.first_name} is not a member of this chat.", 403)
        return chat


async def read_ask(services: Services, request: web.BaseRequest, ident: int) -> Ask:
    """Read a request of the people side."""
    if request.content_type.startswith("multipart/"):
        return await _read_form(services, request, ident)
    body: Any = {}
    if request.can_read_body and (content := await request.read()).strip():
        try:
            body = orjson.loads(content)
        except orjson.JSONDecodeError:
            raise PeopleError("The body is not JSON.") from None
    if not isinstance(body, dict):
        raise PeopleError("The body must be a JSON object.")
    return Ask(services, request, ident, body)


async def _read_form(services: Services, request: web.BaseRequest, ident: int) -> Ask:
    ask = Ask(services, request, ident, {})
    try:
        async for part in MultipartReader(request.headers, request.content):
            if not isinstance(part, BodyPartReader) or not part.name:
                continue
            content = bytes(await part.read(decode=True))
            if part.filename is None:
                ask.body[part.name] = content.decode()
            else:
                mime = part.headers.get("Content-Type", "").split(";")[0]
                ask.files.append(PersonFile(part.name, part.filename, mime, content))
    except (ValueError, UnicodeDecodeError):
        raise PeopleError("The form cannot be read.") from None
    return ask
