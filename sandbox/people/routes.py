"""The table of addresses on the people side."""

import logging
import re
from collections.abc import Awaitable, Callable

import orjson
from aiohttp import web

from sandbox.errors import PeopleError
from sandbox.jsontypes import Json
from sandbox.people import chats, clock, extras, history, messages, persons, presses
from sandbox.people.request import Ask, read_ask
from sandbox.people.stream import stream_events
from sandbox.services import Services

log = logging.getLogger(__name__)
Handler = Callable[[Ask], Awaitable[Json]]
_ROUTES: tuple[tuple[str, str, Handler], ...] = (
    ("GET", "/state", persons.get_state),
    ("POST", "/bots", persons.create_bot),
    ("POST", "/people", persons.create_person),
    ("PATCH", "/people/#", persons.change_person),
    ("POST", "/people/#/messages", messages.post_message),
    ("POST", "/people/#/location", messages.post_location),
    ("POST", "/people/#/presses", presses.press_button),
    ("POST", "/people/#/start", presses.start),
    ("POST", "/people/#/block", presses.block),
    ("POST", "/people/#/votes", extras.cast_vote),
    ("POST", "/people/#/reactions", extras.set_reaction),
    ("POST", "/chats", chats.create_chat),
    ("GET", "/chats/#", history.get_chat),
    ("POST", "/chats/#/members", chats.set_member),
    ("POST", "/chats/#/migrate", chats.migrate_chat),
    ("POST", "/chats/#/topics", chats.add_topic),
    ("GET", "/clock", clock.get_clock),
    ("POST", "/clock", clock.move_clock),
    ("PUT", "/clock/position", clock.put_position),
    ("GET", "/updates/stats", extras.get_stats),
    ("POST", "/faults", extras.add_fault),
    ("DELETE", "/faults", extras.clear_faults),
)
_TABLE: dict[str, dict[str, Handler]] = {}
for _method, _path, _handler in _ROUTES:
    _TABLE.setdefault(_path, {})[_method] = _handler
_NUMBER = re.compile(r"/(-?\d{1,18})(?=/|$)")


class PeopleApi:
    """Answers the page and whoever else acts for people."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def answer(self, request: web.BaseRequest, path: str) -> web.StreamResponse:
        """Answer one request."""
        try:
            if path == "/events":
                return await stream_events(self._services, request)
            if path.startswith("/files/"):
                return await extras.get_file(Ask(self._services, request, 0, {}), path.removeprefix("/files/"))
            return _json(200, await self._dispatch(request, path))
        except PeopleError as error:
            return _json(error.status, {"error": error.sentence})
        except Exception:
            log.exception("%s %s failed", request.method, path)
            return _json(500, {"error": "The sandbox itself failed: see its log."})

    async def _dispatch(self, request: web.BaseRequest, path: str) -> Json:
        found = _NUMBER.search(path)
        methods = _TABLE.get(_NUMBER.sub("/#", path, count=1))
        if methods is None:
            raise PeopleError("There is nothing at this address.", 404)
        handler = methods.get(request.method)
        if handler is None:
            raise PeopleError(f"This address takes {', '.join(methods)}.", 405)
        ask = await read_ask(self._services, request, int(found[1]) if found else 0)
        return await handler(ask)


def _json(status: int, body: Json) -> web.Response:
    content = orjson.dumps(body, option=orjson.OPT_NON_STR_KEYS)
    return web.Response(status=status, body=content, headers={"Content-Type": "application/json"})
