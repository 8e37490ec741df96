"""Which handler answers: all features' routes in one table, asked in the order that Routes promises."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from handlers.incoming import Content, Incoming
from handlers.routes import OnMessage, Routes
from handlers.talk import Talk
from texts.catalog import LANGUAGES, load
from texts.press import Press, StalePress, unpack

TABLES = ("commands", "group_commands", "keys", "presses", "steps", "replies", "contents", "group_contents", "edits")
_ORNAMENT = re.compile(r"^[^\w/]+")


class Router:
    """The routes of all features.

    Raises:
        TypeError: two features answer the same thing.
    """

    def __init__(self, features: Iterable[Routes]) -> None:
        self.features = tuple(features)
        merged = Routes("all")
        for feature in self.features:
            _merge(merged, feature)
        self._all = merged
        self._labels = {
            _bare(load(language)[label.id]): handler
            for label, handler in merged.keys.items() for language in LANGUAGES
        }

    def on_command(self, name: str, *, in_group: bool) -> OnMessage | None:
        """Return who answers a command."""
        return (self._all.group_commands if in_group else self._all.commands).get(name)

    def asks_admin(self, asked: str | type[Press]) -> bool:
        """Tell whether a group command or press must know if its sender administers the group."""
        return asked in self._all.for_admins

    def on_press(self, press: Press) -> Callable[[Talk, Any], None]:
        """Return who answers a press.

        Raises:
            StalePress: nobody does any more.
        """
        handler = self._all.presses.get(type(press))
        if handler is None:
            raise StalePress
        return handler

    def unpack(self, incoming: Incoming) -> Press:
        """Return what was pressed.

        Raises:
            StalePress: an unknown verb or shape.
        """
        return unpack(incoming.press or "")

    def on_message(self, talk: Talk) -> OnMessage | None:
        """Return who answers a message that is no command: menu key, card, step, content."""
        incoming = talk.incoming
        if incoming.is_private and incoming.content is Content.TEXT:
            handler = self._labels.get(_bare(incoming.words))
            if handler is not None:
                return handler
        if talk.card is not None and talk.card.matter_id is not None and talk.card.view in self._all.replies:
            return self._all.replies[talk.card.view]
        return self._on_step(talk) or self._on_content(incoming)

    def on_edited(self, talk: Talk) -> OnMessage | None:
        """Return who answers an edited message."""
        return self._all.edits.get(talk.incoming.content)

    def _on_step(self, talk: Talk) -> OnMessage | None:
        dialog = talk.dialog() if self._all.steps else None
        if dialog is None:
            return None
        steps = self._all.steps
        handler = steps.get((dialog.step, talk.incoming.content)) or steps.get((dialog.step, None))
        return None if handler is None else lambda talk: talk.answer(handler)

    def _on_content(self, incoming: Incoming) -> OnMessage | None:
        contents = self._all.contents if incoming.is_private else self._all.group_contents
        return contents.get(incoming.content)


def _bare(words: str) -> str:
    """Return a label without the emoji before it: people type 随手拍 where the key says 📷 随手拍."""
    return _ORNAMENT.sub("", words).strip()


def _merge(into: Routes, feature: Routes) -> None:
    for name in TABLES:
        table, more = getattr(into, name), getattr(feature, name)
        if twice := table.keys() & more.keys():
            names = ", ".join(sorted(map(repr, twice)))
            raise TypeError(f"{feature.feature} answers what another feature answers: {names}")
        table.update(more)
    into.for_admins |= feature.for_admins
