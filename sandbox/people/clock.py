"""The clock control, and the follower's reports."""

from datetime import datetime

from sandbox.errors import PeopleError
from sandbox.jsontypes import Json
from sandbox.people.request import Ask


async def get_clock(ask: Ask) -> Json:
    """Tell the business time."""
    return ask.services.clock.as_json()


async def move_clock(ask: Ask) -> Json:
    """Move the business time forward."""
    clock, body = ask.services.clock, ask.body
    if "advance" in body:
        clock.advance(_seconds(body["advance"], "advance"))
    elif body.get("to") == "next_working_morning":
        if body.get("at"):
            clock.advance_to(_moment(body["at"]))
        else:
            clock.advance_to_next_morning()
    elif "to" in body:
        clock.advance_to(_moment(body["to"]))
    else:
        raise PeopleError("Say how far: advance (seconds), or to (a time, or next_working_morning).")
    return clock.as_json()


async def put_position(ask: Ask) -> Json:
    """Take a follower's report of how far it has walked."""
    ask.services.clock.report_position(_seconds(ask.body.get("offset"), "offset"))
    return ask.services.clock.as_json()


def _seconds(value: object, name: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise PeopleError(f"{name} must be a number of seconds.")
    return float(value)


def _moment(value: object) -> datetime:
    try:
        return datetime.fromisoformat(str(value))
    except ValueError:
        raise PeopleError("The time must look like 2026-10-08T09:00:00+08:00.") from None
