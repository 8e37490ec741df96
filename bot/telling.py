"""Refusals as texts: every refusal is a message of the catalog, its fields the variables."""

from typing import Any

from models.refusals import REFUSALS, Refusal
from texts.message import REGISTRY, Term, Text

CODES = ("status", "role", "kind", "move")
"""Fields that hold a code of an enumeration; they are worded by its term."""


def enter_refusals() -> None:
    """Give every refusal its text, so that letters that hold one can be worded after a restart too."""
    for refusal in REFUSALS.values():
        _text_class(refusal)


def text_of(refusal: Refusal) -> Text:
    """Return the text that tells a refusal."""
    return _text_class(type(refusal))(**{name: _value(name, value) for name, value in refusal.values().items()})


def _text_class(refusal: type[Refusal]) -> type[Text]:
    known = REGISTRY.get(refusal.id)
    if known is not None:
        return known
    names = getattr(refusal, "__dataclass_fields__", {})
    body = {"__module__": "texts.refusal", "__doc__": refusal.__doc__, "__annotations__": dict.fromkeys(names, Any)}
    return type(refusal.__name__, (Text,), body)


def _value(name: str, value: Any) -> Any:
    return Term(name, value) if name in CODES and isinstance(value, str) else value
