"""Who answers what: each feature's file declares its routes, bot/app.py collects them."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from handlers.incoming import Content
from handlers.talk import Talk
from texts.message import Text
from texts.press import Press

OnMessage = Callable[[Talk], None]
P = TypeVar("P", bound=Press)
Handler = TypeVar("Handler", bound=Callable[..., None])


@dataclass
class Routes:
    """The routes of one feature; a decorator for each way in.

    Order in which a message of a private chat finds its handler: a command; a menu key in any language; a reply
    to a card whose view has a route; a step of the dialog the person is in; content outside any dialog.
    """

    feature: str
    commands: dict[str, OnMessage] = field(default_factory=dict)
    group_commands: dict[str, OnMessage] = field(default_factory=dict)
    keys: dict[type[Text], OnMessage] = field(default_factory=dict)
    presses: dict[type[Press], Callable[[Talk, Any], None]] = field(default_factory=dict)
    steps: dict[tuple[str, Content | None], OnMessage] = field(default_factory=dict)
    replies: dict[str, OnMessage] = field(default_factory=dict)
    contents: dict[Content, OnMessage] = field(default_factory=dict)
    group_contents: dict[Content, OnMessage] = field(default_factory=dict)
    edits: dict[Content, OnMessage] = field(default_factory=dict)
    for_admins: set[str | type[Press]] = field(default_factory=set)
    """Group commands and presses before which Telegram is asked whether the sender administers the group."""

    def command(self, *names: str, groups: bool = False) -> Callable[[Handler], Handler]:
        """Answer commands, in private chats or (``groups``) in groups."""
        return _into(self.group_commands if groups else self.commands, names)

    def key(self, *labels: type[Text]) -> Callable[[Handler], Handler]:
        """Answer keys of the reply keyboard, in every language."""
        return _into(self.keys, labels)

    def press(self, kind: type[P]) -> Callable[[Callable[[Talk, P], None]], Callable[[Talk, P], None]]:
        """Answer an inline button, in private chats and groups alike."""
        return _into(self.presses, (kind,))

    def step(self, name: str, *contents: Content) -> Callable[[Handler], Handler]:
        """Answer messages in a dialog step; without contents, any that no other route of the step takes."""
        return _into(self.steps, [(name, content) for content in contents or (None,)])

    def reply(self, *views: str) -> Callable[[Handler], Handler]:
        """Answer a message that replies to a card of these views; ``Talk.card`` is the card."""
        return _into(self.replies, views)

    def content(self, *contents: Content, groups: bool = False) -> Callable[[Handler], Handler]:
        """Answer messages outside any dialog."""
        return _into(self.group_contents if groups else self.contents, contents)

    def edited(self, *contents: Content) -> Callable[[Handler], Handler]:
        """Answer private messages whose words were edited."""
        return _into(self.edits, contents)


def _into(table: dict[Any, Any], names: Any) -> Callable[[Any], Any]:
    def enter(handler: Any) -> Any:
        name: Hashable
        for name in names:
            if name in table:
                raise TypeError(f"two handlers for {name!r}")
            table[name] = handler
        return handler

    return enter
