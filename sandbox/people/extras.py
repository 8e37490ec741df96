"""Votes, reactions, planned failures, counts, files for the page."""

import asyncio

from aiohttp import web

from sandbox.errors import PeopleError
from sandbox.jsontypes import Json
from sandbox.people.request import Ask
from sandbox.polls import vote
from sandbox.reactions import EMOJI, react


async def cast_vote(ask: Ask) -> Json:
    """Vote in a poll."""
    person = ask.person()
    options = ask.body.get("options")
    if not isinstance(options, list) or not all(isinstance(option, int) for option in options):
        raise PeopleError("options must be a list of numbers.")
    return {"poll": vote(ask.services, ask.text("poll_id"), person.id, options)}


async def set_reaction(ask: Ask) -> Json:
    """React to a message; no emoji takes the reaction back."""
    person = ask.person()
    chat = ask.chat(person)
    message = ask.world.message(chat, ask.integer("message_id"))
    if message is None:
        raise PeopleError("This message is not there any more.", 404)
    emoji = ask.text("emoji").replace("\ufe0f", "")
    if emoji and emoji not in EMOJI:
        raise PeopleError("Telegram has no such reaction.")
    react(ask.services, chat, message, person.id, [emoji] if emoji else [])
    return {"reactions": {str(who): chosen for who, chosen in message.reactions.items()}}


async def get_stats(ask: Ask) -> Json:
    """Count what is pending and what was sent."""
    return {"pending": ask.services.dispatch.pending(), **ask.services.stats.as_json()}


async def add_fault(ask: Ask) -> Json:
    """Plan failures of the next calls."""
    fault = ask.services.faults.add(ask.body)
    return {"mode": fault.mode, "count": fault.count, "status": fault.status}


async def clear_faults(ask: Ask) -> Json:
    """Forget planned failures."""
    ask.services.faults.clear()
    return {}


async def get_file(ask: Ask, file_id: str) -> web.Response:
    """Return a file's bytes to the page."""
    stored = ask.services.files.get(file_id)
    if stored is None:
        raise PeopleError("There is no such file.", 404)
    content = await asyncio.to_thread(ask.services.files.content, stored)
    mime = "image/jpeg" if stored.kind == "photo" else stored.mime or "application/octet-stream"
    headers = {"Cache-Control": "private, max-age=86400", "X-Content-Type-Options": "nosniff"}
    if not mime.startswith(("image/", "audio/", "video/")) or "svg" in mime:
        headers["Content-Disposition"] = "attachment"
    return web.Response(body=content, content_type=mime.split(";")[0], headers=headers)
