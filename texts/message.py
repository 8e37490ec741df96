"""Typed messages: an id and its variables, worded only when somebody reads them."""

import re
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar, dataclass_transform

REGISTRY: dict[str, type["Text"]] = {}
RENAMED = {f"{room}.{turn}": f"queue.{turn}" for turn in ("earlier", "later")
           for room in ("away", "body", "card", "dispatch", "office", "ruling", "search")}
RENAMED |= {"search.mine": "search_owner.mine_alone", "search.all": "search_owner.any_owner"}
"""Ids that letters of an older release may hold, which wait while a newer one begins."""


def snake(name: str) -> str:
    """``MatterClaimed`` -> ``matter_claimed``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


@dataclass_transform(frozen_default=True)
class Text:
    """A message of the catalog; a subclass's fields are its variables.

    The id is ``<module>.<class name>``, for example ``report.ask_place``. Fields hold ``str`` (escaped when
    worded), ``int``, ``datetime``, ``date``, `Until`, `Names`, `Term`, another `Text`, a sequence of
    those (joined by line breaks) or ``None`` (worded as nothing).
    """

    id: ClassVar[str]
    names: ClassVar[tuple[str, ...]]

    def __init_subclass__(cls) -> None:
        dataclass(frozen=True)(cls)
        cls.names = tuple(field.name for field in fields(cls))  # type: ignore[arg-type]
        cls.id = f"{cls.__module__.rpartition('.')[2]}.{snake(cls.__name__)}"
        REGISTRY[cls.id] = cls


@dataclass(frozen=True)
class Term:
    """A word for one member of an enumeration: ``Term("status", "claimed")`` is the id ``term.status_claimed``."""

    kind: str
    code: str

    @property
    def id(self) -> str:
        """Return the catalog's id."""
        return f"term.{self.kind}_{self.code}"


@dataclass(frozen=True)
class Names:
    """A name that an organisation or policy file gives in both languages."""

    zh: str
    en: str


@dataclass(frozen=True)
class Until:
    """A deadline: midnight is told as 24:00 of the day that ends."""

    at: datetime


@dataclass(frozen=True)
class Day:
    """A local calendar day, told with its weekday."""

    on: date


def term(member: StrEnum) -> Term:
    """Return the word for a member of an enumeration."""
    return Term(snake(type(member).__name__), member.value)


def encode(value: Any) -> Any:
    """Turn a text and everything in it into JSON; `decode` is its inverse."""
    if value is None or type(value) in (str, int):
        return value
    if isinstance(value, Text):  # first and without a pattern: most of all that is encoded
        return {"$text": value.id, **{name: encode(getattr(value, name)) for name in value.names}}
    match value:
        case Term():
            return {"$term": [value.kind, value.code]}
        case Names():
            return {"$names": [value.zh, value.en]}
        case Until():
            return {"$until": value.at.isoformat()}
        case Day():
            return {"$day": value.on.isoformat()}
        case datetime():
            return {"$at": value.isoformat()}
        case list() | tuple():
            return [encode(part) for part in value]
        case StrEnum():
            raise TypeError(f"wrap {value!r} in term()")
        case str() | int() | float():
            return value
    raise TypeError(f"no text can hold {value!r}")


@cache
def _bare(text_id: str) -> Text:
    """Return the text of an id that has no variables."""
    return _class_of(text_id)()


def _class_of(text_id: str) -> type[Text]:
    return REGISTRY[RENAMED.get(text_id, text_id)]


def decode(value: Any) -> Any:
    """Turn JSON back into the text it was."""
    if isinstance(value, list):
        return tuple(decode(part) for part in value)
    if not isinstance(value, dict):
        return value
    if text_id := value.get("$text"):
        if len(value) == 1:
            return _bare(text_id)
        return _class_of(text_id)(**{name: decode(part) for name, part in value.items() if name != "$text"})
    match value:
        case {"$term": [kind, code]}:
            return Term(kind, code)
        case {"$names": [zh, en]}:
            return Names(zh, en)
        case {"$until": at}:
            return Until(datetime.fromisoformat(at))
        case {"$day": on}:
            return Day(date.fromisoformat(on))
        case {"$at": at}:
            return datetime.fromisoformat(at)
    raise ValueError(f"no text looks like {value!r}")
