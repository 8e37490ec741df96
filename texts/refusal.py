"""Refusals as texts: one text for each rule that can say no, with the same name and fields."""

from dataclasses import fields
from datetime import date, datetime
from typing import Any

from models import refusals_of_bodies, refusals_of_office, refusals_of_staff  # noqa: F401 they enter the registry
from models.refusals import REFUSALS, Refusal
from texts.message import REGISTRY, Day, Term, Text, Until

TERMS = {"status", "role"}
"""Fields of refusals that hold a code of an enumeration."""
DEADLINE = "until"
"""The field that holds a deadline: midnight is told as 24:00 of the day that ends."""


def _text_class(refusal: type[Refusal]) -> type[Text]:
    """Make the text of a refusal; written out by hand, the two lists would drift apart."""
    space: dict[str, Any] = {"__module__": __name__, "__doc__": refusal.__doc__}
    space["__annotations__"] = {field.name: Any for field in fields(refusal)}  # type: ignore[arg-type]
    return type(refusal.__name__, (Text,), space)


for _refusal in REFUSALS.values():
    _text_class(_refusal)


def text_of(refusal: Refusal) -> Text:
    """Return the words in which a refusal is told."""
    values = {name: _worded(name, value) for name, value in refusal.values().items()}
    return REGISTRY[refusal.id](**values)


def _worded(name: str, value: Any) -> Any:
    if name == DEADLINE:
        return Until(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return Day(value)
    return Term(name, str(value)) if name in TERMS else value
