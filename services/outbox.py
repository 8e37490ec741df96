"""Letters are put here inside a transaction and leave after its commit."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import cast

import orjson
from sqlalchemy import Table, bindparam, insert, select, text, update
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key

from models.keyed import Keyed
from models.mail import Card, Lane, Letter, LetterState
from models.memory import remember, remembered
from models.prepared import Prepared, Values
from models.rows import new_row
from models.session import JobSession
from models.together import Kind, Write
from texts.catalog import DEFAULT
from texts.message import Text, encode
from texts.screen import Screen, encode_screen

_letters, _cards = cast(Table, Letter.__table__), cast(Table, Card.__table__)
# The plus lets SQLite look through the letters of the chat that are on their way: a card's own are many more.
_older_edits = Prepared(select(_letters.c.id).where(text(
    "chat_id = :chat AND state IN ('waiting', 'leased') AND +card_id = :card "
    "AND method = 'edit' AND state = 'waiting'")))
_replace_all = Prepared(update(_letters).where(_letters.c.card_id == bindparam("card"), _letters.c.method == "edit",
                                               _letters.c.state == LetterState.WAITING)
                        .values(state=LetterState.REPLACED))
_replace = Prepared(update(_letters).where(_letters.c.id == bindparam("letter"),
                                           _letters.c.state == LetterState.WAITING)
                    .values(state=LetterState.REPLACED))
_columns = ("dedupe_key", "chat_id", "thread_id", "lane", "method", "screen", "language", "silent", "card_id",
            "reply_card_id", "ready_at", "created_at")
_put = Prepared(insert(_letters).returning(_letters.c.id), *_columns)
_put_numbered = Prepared(insert(_letters), "id", *_columns)
_newest = Prepared(
    select(_letters.c.screen, _letters.c.language)
    .where(_letters.c.card_id == bindparam("card"))
    .order_by(_letters.c.id.desc()).limit(1)
)
_by_key = Keyed(_letters.c.dedupe_key,
                lambda is_it: select(_letters.c.dedupe_key, _letters.c.card_id).where(is_it))
_by_message = Prepared(
    select(_cards.c.id).where(_cards.c.chat_id == bindparam("chat"), _cards.c.message_id == bindparam("message"))
)


AHEAD = timedelta(seconds=1)
"""What the clock of whoever writes may be ahead of the sender's: no letter shall wait for that."""
Commands = Sequence[tuple[str, Text]]
"""Names of commands, each with what it does."""


@dataclass(frozen=True)
class Address:
    """Where a letter goes and in which language it is worded."""

    chat_id: int
    language: str = DEFAULT
    thread_id: int | None = None
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Sending:
    """A new message that a chat is owed, as `Outbox.send` names its parts; ``reply_to`` is a card's number."""

    to: Address
    screen: Screen
    view: str = "notice"
    matter_id: int | None = None
    living: bool = False
    lane: Lane = Lane.INTERACTIVE
    silent: bool = False
    reply_to: int | None = None
    key: str | None = None


@dataclass
class Outbox:
    """Puts letters into the transaction; the engine is told their ids once it is committed.

    ``real_now`` is real time: pacing, backoff and leases know no business time.
    """

    session: JobSession
    real_now: datetime
    letters: list[int] = field(default_factory=list)

    def send(
        self,
        to: Address,
        screen: Screen,
        *,
        view: str = "notice",
        matter_id: int | None = None,
        living: bool = False,
        lane: Lane = Lane.INTERACTIVE,
        silent: bool = False,
        reply_to: Card | None = None,
        key: str | None = None,
    ) -> Card:
        """Owe the chat a new message; its card maps the message to the matter and to later edits.

        Args:
            to: chat, thread and language.
            screen: what it shows.
            view: who reads it; decides how services.cards words it anew.
            matter_id: the matter that replies to this message speak of.
            living: whether the message is edited when the matter changes.
            lane: how urgent among all letters.
            silent: without sound.
            reply_to: the card whose message this one replies to.
            key: dedupe key; a letter already put under it is not put again and its card is returned.
        """
        letter = Sending(to, screen, view, matter_id, living, lane, silent, reply_to.id if reply_to else None, key)
        return self.send_all([letter])[0]

    def send_all(self, sendings: Sequence[Sending]) -> list[Card]:
        """Owe many messages as `send` does, written together; returns their cards."""
        known = {row[0]: row[1] for row in _by_key.all(self.session, (each.key for each in sendings if each.key))}
        new = {each.key or place: each for place, each in enumerate(sendings) if each.key not in known}
        if self.session.new:
            self.session.flush()  # what they refer to must be there first
        made = {key: self._card_of(each) for key, each in new.items()}
        self.session.insert_all(Card, [card for card, _ in made.values()])
        self._put(*(self._letter(each.to, "send", packed, card, lane=each.lane, silent=each.silent,
                                 reply_to=each.reply_to, key=each.key)
                    for each, (card, packed) in zip(new.values(), made.values(), strict=True)))
        return [self.session.get_one(Card, known[each.key]) if each.key in known else made[each.key or place][0]
                for place, each in enumerate(sendings)]

    def _card_of(self, each: Sending) -> tuple[Card, dict[str, object]]:
        packed = encode_screen(each.screen)
        return new_row(Card, {
            "chat_id": each.to.chat_id, "thread_id": each.to.thread_id, "message_id": None,
            "matter_id": each.matter_id, "view": each.view, "living": each.living, "person_id": each.to.person_id,
            "shown": fingerprint(packed), "created_at": self.real_now,
        }), packed

    def edit(self, card: Card, screen: Screen, *, language: str = DEFAULT, lane: Lane = Lane.INTERACTIVE) -> None:
        """Owe the card's message a new look; nothing is put when it looks like that already.

        An older edit of the same message still waiting is replaced.
        """
        self._edit(card, encode_screen(screen), language, lane)

    def take_buttons(self, card: Card) -> None:
        """Owe the card's message its last look without buttons; nothing when it has none, or its letters are purged."""
        newest = _newest.first(self.session, card=card.id)
        if newest is not None and "rows" in newest[0]:
            bare = {name: part for name, part in newest[0].items() if name != "rows"}
            self._edit(card, bare, newest[1], Lane.INTERACTIVE)

    def _edit(self, card: Card, packed: dict[str, object], language: str, lane: Lane) -> None:
        if card.shown == (seen := fingerprint(packed)):
            return
        card.shown = seen
        self._replace_older_edits(card)
        to = Address(card.chat_id, language, card.thread_id, card.person_id)
        self._put(self._letter(to, "edit", packed, card, lane=lane))

    def broadcast(self, broadcast_id: int, to: Sequence[Address], screen: Screen, lane: Lane = Lane.BROADCAST) -> None:
        """Owe many chats the same message, each once; they have no cards, for nothing is to change in them."""
        packed = encode_screen(screen)
        rows = [{
            "dedupe_key": f"broadcast:{broadcast_id}:{each.chat_id}", "chat_id": each.chat_id,
            "thread_id": each.thread_id, "lane": lane, "method": "send", "screen": packed,
            "language": each.language, "broadcast_id": broadcast_id, **self._at_once(),
        } for each in to]
        if rows:
            self.letters += self.session.scalars(insert(Letter).returning(Letter.id), rows)

    def offer(self, to: Address, commands: Commands) -> None:
        """Owe a chat a menu of commands of its own; an empty one gives it back everybody's."""
        self._put({
            "dedupe_key": self._new_key(), "chat_id": to.chat_id, "thread_id": None, "lane": Lane.NOTICE,
            "method": "commands", "screen": _pack_commands(commands), "language": to.language, "silent": True,
            "card_id": None, "reply_card_id": None, **self._at_once(),
        })

    def _letter(self, to: Address, method: str, packed: dict[str, object], card: Card, *, lane: Lane,
                silent: bool = False, reply_to: int | None = None, key: str | None = None) -> Values:
        return {
            "dedupe_key": key or self._new_key(), "chat_id": to.chat_id, "thread_id": to.thread_id,
            "lane": lane, "method": method, "screen": packed, "language": to.language, "silent": silent,
            "card_id": card.id, "reply_card_id": reply_to, **self._at_once(),
        }

    def _at_once(self) -> Values:
        return {"ready_at": self.real_now - AHEAD, "created_at": self.real_now}

    def _new_key(self) -> str:
        """Return a key nobody has: in the order of time, so that an index grows at its end and not everywhere."""
        return f"{int(self.real_now.timestamp() * 1e6):014x}{secrets.token_hex(9)}"

    def _put(self, *letters: Values) -> None:
        number = self.session.number(_letters) if len(letters) == 1 else None
        if number is None:
            self.letters += [row[0] for row in _put.each(self.session, letters)]
            return
        self.session.append(_put_numbered, _letters.name, [{**letters[0], "id": number}])
        self.letters.append(number)

    def _replace_older_edits(self, card: Card) -> None:
        if self.session.defers:
            self.session.later(Write(_replace_all, Kind.SWEEP, _letters.name, {"card": card.id}))
            return
        # SQLite looks quicker than it changes
        for row in _older_edits.all(self.session, chat=card.chat_id, card=card.id):
            _replace.run(self.session, letter=row[0])


def find_card(session: JobSession, chat_id: int, message_id: int) -> Card | None:
    """Return the card of a message."""
    card: Card | None = remembered(session, ("card", chat_id, message_id))
    if card is not None and (card.chat_id, card.message_id) == (chat_id, message_id):
        return card
    found = _by_message.scalar(session, chat=chat_id, message=message_id)
    return session.get(Card, found) if found else None


def note_message(session: JobSession, card_id: int, message_id: int | None, medium: str) -> None:
    """Tell a card that is loaded which message it became; the table was told already."""
    card = session.identity_map.get(identity_key(Card, card_id))
    if card is not None:
        set_committed_value(card, "message_id", message_id)
        set_committed_value(card, "medium", medium)
        remember(session, ("card", card.chat_id, message_id), card)


def mark_of(commands: Commands, language: str) -> str | None:
    """Return a short mark by which two equal menus of commands are known; none for everybody's."""
    return f"{fingerprint(_pack_commands(commands))} {language}" if commands else None


def _pack_commands(commands: Commands) -> dict[str, object]:
    return {"commands": [[name, encode(does)] for name, does in commands]}


def fingerprint(packed: dict[str, object]) -> str:
    """Return a short mark by which two equal screens are known."""
    return hashlib.blake2b(orjson.dumps(packed, option=orjson.OPT_SORT_KEYS), digest_size=16).hexdigest()
