"""When a rule says no: an exception whose class and fields are a text the person can act on."""

import re
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, ClassVar, dataclass_transform

REFUSALS: dict[str, type["Refusal"]] = {}


@dataclass_transform(frozen_default=False)
class Refusal(Exception):
    """A rule said no; nothing was changed.

    Its text is ``refusal.<class name>``, whose variables are the fields (texts.refusal words it).
    """

    id: ClassVar[str]

    def __init_subclass__(cls) -> None:
        dataclass(unsafe_hash=True)(cls)
        cls.id = "refusal." + re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", cls.__name__).lower()
        REFUSALS[cls.id] = cls

    def values(self) -> dict[str, Any]:
        """Return the variables by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}  # type: ignore[arg-type]


class NoSuchMatter(Refusal):
    """There is no matter of this number, or it is not yours to see."""


class ImpossibleMove(Refusal):
    """The matter's state does not allow this move."""

    number: str
    status: str
    """A code of models.lifecycle.Status."""


class AlreadyClaimed(Refusal):
    """Another deputy was faster."""

    number: str
    by: str


class OwnMatter(Refusal):
    """Nobody claims a matter of their own."""


class OwnSnapStays(Refusal):
    """A deputy follows their own 随手拍; it never waited for a claim."""


class NotYours(Refusal):
    """Only the matter's owner or their substitute may do this."""

    owner: str


class ClaimFirst(Refusal):
    """Nobody owns the matter yet."""


class NotYourConstituency(Refusal):
    """Only deputies of the matter's constituency may claim it."""

    constituency: str


class RoleNeeded(Refusal):
    """Only a person of the named role may do this."""

    role: str
    """A code of models.organisation_plan.Role."""


class OnlyTheAuthor(Refusal):
    """Only the resident who filed the matter may do this."""


class ChasedToday(Refusal):
    """A matter is chased at most once a day."""

    next_at: datetime


class AnswerNeeded(Refusal):
    """Closing needs an answer with a result class."""


class PhotoNeeded(Refusal):
    """Closing a solved matter needs an after-photo, or a reason why there is none."""


class WordsNeeded(Refusal):
    """An answer needs words."""


class WordsTooLong(Refusal):
    """More than fits one message to the resident."""

    limit: int


class TooManyFiles(Refusal):
    """More files than fit one album."""

    limit: int


class DateNeeded(Refusal):
    """A response, a B and a C name a date in the future."""


class ReasonNeeded(Refusal):
    """A matter that cannot be solved is answered with the reason."""


class KeptPrivate(Refusal):
    """The resident chose 不公开: nobody may publish the words."""


class OfficeUpheld(Refusal):
    """The office decided after the second dispute: the matter stays closed."""


class NotJoined(Refusal):
    """The deputy chosen has not accepted the invitation yet and would never hear of the matter."""

    name: str


class NotUnderstoodDate(Refusal):
    """The typed words are no date."""


class DateTooFar(Refusal):
    """A promise lies at most two years ahead."""


class WindowPassed(Refusal):
    """The days in which a closed matter may be reopened are over."""

    until: datetime


class TooManyMatters(Refusal):
    """More matters in one hour than one person may submit."""

    limit: int
    next_at: datetime


class MatterChanged(Refusal):
    """The matter moved on since this button was shown."""


class UnknownPlace(Refusal):
    """The organisation has no place of this code."""


class PromiseDecided(Refusal):
    """Whether the promise was kept is settled already."""


class ProofNeeded(Refusal):
    """A kept promise is shown by an after-photo or a reason why there is none."""


class DelayReasonNeeded(Refusal):
    """A promise that is not kept needs a reason."""


class FollowsAsAuthor(Refusal):
    """Who filed the matter, or one merged into it, goes on hearing of it."""


class TooManySubscriptions(Refusal):
    """More subscriptions than one person may have."""

    limit: int


class Muted(Refusal):
    """The office muted the person; drafts are kept until they may speak again."""

    reason: str
    last_day: date
