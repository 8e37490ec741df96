"""What a handler holds in its hand: the unit of work, what came in, the dialog, and ways to answer."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from handlers.incoming import Incoming
from models.mail import Card, Dialog
from services.outbox import Address, find_card
from services.work import Work
from texts.message import Text
from texts.screen import Screen

DIALOG_DAYS = 7
UNREAD: Any = object()
QUESTION = "_question"
"""Where a dialog's data keep the message that asks, apart from what its step remembers."""
PARKED = "parked"
"""The view of a message that tells of a draft that waits: it is no question of the form one is in."""
NOWHERE = ""
"""The step of a dialog that was left: its row stays, for the next form."""


@dataclass
class Toast:
    """The answer to a press: a short note over the chat, or an alert that must be closed."""

    text: Text | None = None
    alert: bool = False
    url: str | None = None


@dataclass
class Talk:
    """One update being answered, inside its transaction; handlers are plain functions of it.

    ``card`` is the card of ours that was pressed or replied to, if we know it.
    """

    work: Work
    incoming: Incoming
    card: Card | None = None
    toast: Toast = field(default_factory=Toast)
    _dialog: "Dialog | None" = UNREAD
    _shown: Card | None = None
    _is_asking: bool = False
    _has_moved: bool = False

    # -- the chat ---------------------------------------------------------------

    @property
    def here(self) -> Address:
        """Return this chat's address, in the reader's language."""
        person = self.work.actor
        if self.incoming.is_private and person is not None:
            return Address(self.incoming.chat_id, person.language, person_id=person.id)
        return Address(self.incoming.chat_id, thread_id=self.incoming.thread_id)

    def reply(self, screen: Screen, *, view: str = "notice", matter_id: int | None = None, living: bool = False,
              reply_to: Card | None = None) -> Card:
        """Send a new message into this chat."""
        card = self.work.outbox.send(self.here, screen, view=view, matter_id=matter_id, living=living,
                                     reply_to=reply_to)
        self._note(card, screen)
        return card

    def show(self, screen: Screen, *, view: str = "screen", matter_id: int | None = None,
             living: bool = False) -> Card:
        """Change the pressed message into this screen; without a press, send it.

        A message of another matter or without a card gets a new message instead.
        """
        if self.incoming.press is None or self.card is None:
            return self.reply(screen, view=view, matter_id=matter_id, living=living)
        self.card.view, self.card.matter_id, self.card.living = view, matter_id, living
        self.work.outbox.edit(self.card, screen, language=self.here.language)
        self._note(self.card, screen)
        return self.card

    def say(self, text: Text, *, alert: bool = False) -> None:
        """Answer a press with a note (``alert``: one that must be closed); a message with a message."""
        if self.incoming.press is not None:
            self.toast = Toast(text, alert)
        else:
            self.reply(Screen(text))

    # -- the dialog -------------------------------------------------------------

    def dialog(self) -> Dialog | None:
        """Return where the person stands in a form here, None outside any or when it expired."""
        found = self._stored_dialog()
        if found is None or found.step == NOWHERE:
            return None
        expired = found.expires_at is not None and found.expires_at <= self.work.now
        return None if expired else found

    @property
    def data(self) -> dict[str, Any]:
        """Return a copy of what the dialog remembers."""
        found = self.dialog()
        return {name: value for name, value in found.data.items() if name != QUESTION} if found else {}

    def step(self, name: str, **data: Any) -> None:
        """Enter a dialog step, remembering exactly this data.

        ``card`` in it names the message that asks; else it is what this update showed last, or shows next.
        """
        expires = self.work.now + timedelta(days=DIALOG_DAYS)
        found = self._stored_dialog()
        if found is None:
            chat_id, user_id, thread_id = self._dialog_key()
            found = self._dialog = Dialog(chat_id=chat_id, user_id=user_id, thread_id=thread_id)
            self.work.session.add(found)
        found.step, found.data, found.expires_at = name, data, expires
        self._has_moved = self._is_asking = True
        if asking := data.get("card") or (self._shown.id if self._shown else None):
            found.data = {**data, QUESTION: asking}

    def leave(self) -> None:
        """Leave the dialog; drafts stay where they are."""
        found = self._stored_dialog()
        if found is not None:
            found.step, found.data, found.expires_at = NOWHERE, {}, None
        self._has_moved, self._is_asking, self._shown = True, False, None

    def answer(self, handler: Callable[["Talk"], None]) -> None:
        """Let a step's handler take a message; the question it answers loses its buttons, which would be stale."""
        asked = self._question()
        self._is_asking = True
        handler(self)
        card = self.work.session.get(Card, asked) if asked else None
        if card is not None and self._has_moved and asked != self._question() and not card.living:
            self.work.outbox.take_buttons(card)

    def _note(self, card: Card, screen: Screen) -> None:
        """Remember the message that asks: the last one with buttons; a card that lives on asks nothing."""
        if card.living or card.view == PARKED or not screen.rows:
            return
        self._shown = card
        found = self._stored_dialog() if self._is_asking else None
        if found is not None and found.step != NOWHERE:
            self._has_moved = True
            found.data = {**found.data, QUESTION: card.id}

    def _question(self) -> int | None:
        found = self._stored_dialog()
        return found.data.get(QUESTION) if found else None

    def _stored_dialog(self) -> Dialog | None:
        if self._dialog is UNREAD:
            with self.work.session.no_autoflush:
                self._dialog = self.work.session.get(Dialog, self._dialog_key())
        return self._dialog

    def _dialog_key(self) -> tuple[int, int, int]:
        return self.incoming.chat_id, self.incoming.user_id, self.incoming.thread_id or 0

    # -- cards ------------------------------------------------------------------

    def find_card(self, message_id: int | None) -> Card | None:
        """Return the card of a message of this chat."""
        return None if message_id is None else find_card(self.work.session, self.incoming.chat_id, message_id)

    @property
    def now(self) -> datetime:
        """Return the business time of this transaction."""
        return self.work.now
