"""Inline buttons as frozen dataclasses, packed into callback data and back."""

import re
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Self, cast, dataclass_transform

LIMIT_BYTES = 64
NUMBER = re.compile(r"-?\d{1,15}", re.ASCII)
"""As `Press.pack` writes one; 15 digits fit every column, even times a page."""
PRESSES: dict[str, type["Press"]] = {}


class StalePress(Exception):
    """This button is from another time, or was never ours."""


@dataclass_transform(frozen_default=True)
class Press:
    """What a button does when pressed: ``class ClaimPress(Press, verb="claim")`` with int, str or bool fields.

    A verb once sent is a promise: old messages keep their buttons for ever.
    """

    verb: ClassVar[str]
    names: ClassVar[tuple[str, ...]]
    kinds: ClassVar[tuple[type, ...]]

    def __init_subclass__(cls, verb: str) -> None:
        if verb in PRESSES:
            raise TypeError(f"two presses share the verb {verb!r}")
        dataclass(frozen=True)(cls)
        cls.verb = verb
        cls.names = tuple(field.name for field in fields(cast(Any, cls)))
        cls.kinds = tuple(cast(type, field.type) for field in fields(cast(Any, cls)))
        PRESSES[verb] = cls

    def pack(self) -> str:
        """Return the callback data.

        Raises:
            ValueError: a field holds a colon, or the whole passes Telegram's 64 bytes.
        """
        data = ":".join([self.verb, *[_pack(getattr(self, name)) for name in self.names]])
        if data.count(":") != len(self.names) or len(data.encode()) > LIMIT_BYTES:
            raise ValueError(f"{self!r} does not fit a button")
        return data

    @classmethod
    def _of(cls, parts: list[str]) -> Self:
        if len(parts) != len(cls.kinds):
            raise StalePress
        return cls(*map(_unpack, cls.kinds, parts))


def _pack(value: object) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)


def _unpack(kind: type, part: str) -> int | str | bool:
    if kind is str:
        return part
    if not NUMBER.fullmatch(part):
        raise StalePress
    return bool(int(part)) if kind is bool else int(part)


def unpack(data: str) -> Press:
    """Return the press that the callback data stands for.

    Raises:
        StalePress: unknown verb or shape; the data may be forged.
    """
    verb, *parts = data.split(":")
    if verb not in PRESSES:
        raise StalePress
    return PRESSES[verb]._of(parts)
