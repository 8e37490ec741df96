"""Reminders of the chase ladder, the overdue board, and the morning's `今日`."""

from texts.message import Names, Text, Until
from texts.role import SeatName


class ClaimClock(Text):
    """The name of the clock from submission to claim."""


class FirstAnswerClock(Text):
    """The name of the clock from submission to the first word."""


class SignClock(Text):
    """The name of the clock from forwarding to signature."""


class ResolveClock(Text):
    """The name of the clock from submission to the end."""


class ClaimStep(Text):
    """What stops the claim clock."""


class FirstAnswerStep(Text):
    """What stops the first-answer clock."""


class ClaimFirstStep(Text):
    """What stops the first-answer clock of a matter that nobody has claimed yet."""


class SignStep(Text):
    """What stops the sign clock."""


class ResolveStep(Text):
    """What stops the resolve clock."""


class Nearly(Text):
    """Three quarters of a limit have passed; `urgent` is told before everything."""

    urgent: Text | None
    number: str
    clock: Text
    until: Until
    matter: Text
    step: Text


class Passed(Text):
    """A limit has passed; to the one who owes it."""

    urgent: Text | None
    number: str
    clock: Text
    until: Until
    matter: Text
    step: Text


class PassedForHead(Text):
    """The same to the station head, who can speak with the owner."""

    urgent: Text | None
    number: str
    clock: Text
    until: Until
    matter: Text
    owner: Text


class Escalated(Text):
    """The same to the street's work committee and the congress office."""

    urgent: Text | None
    number: str
    clock: Text
    until: Until
    matter: Text
    owner: Text


class Urgent(Text):
    """A mark before reminders of urgent matters."""


class Gist(Text):
    """Where it is and its first words."""

    where: Text
    words: str


class Where(Text):
    """Street and community."""

    street: str
    community: str


class NoWhere(Text):
    """The place is not known."""


class OwnedBy(Text):
    """Who owns the matter."""

    owner: SeatName


class Unclaimed(Text):
    """Nobody owns the matter yet."""


class OpenMatter(Text):
    """The button that opens a matter's card."""

    number: str


class Board(Text):
    """The overdue board: numbers, bodies and streets, never a person."""

    lines: tuple[Text, ...]


class BoardLine(Text):
    """One overdue matter."""

    number: str
    body: Names | None
    street: Text


class StreetOnly(Text):
    """A street's name."""

    name: str


class Morning(Text):
    """The morning's `今日` when it only carries what quiet hours held."""

    held: Text


class HeldPart(Text):
    """What quiet hours held, below the lists of `今日`."""

    held: Text


class HeldNotice(Text):
    """A held notice, with an empty line before it."""

    notice: Text


class MoreHeld(Text):
    """How many held notices did not fit."""

    count: int


class Parts(Text):
    """Several parts of one message."""

    parts: tuple[Text, ...]
