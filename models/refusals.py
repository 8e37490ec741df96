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


class NotUrgent(Refusal):
    """Only an urgent matter is taken over."""


class NotDisputedTwice(Refusal):
    """The office decides only after the second dispute."""


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


class JoinLinkUsed(Refusal):
    """The invitation was used already, or never existed."""


class MatterChanged(Refusal):
    """The matter moved on since this button was shown."""


class RosterNeeded(Refusal):
    """Only a person of the roster may say what a group stands for."""


class AdminNeeded(Refusal):
    """Only an administrator of the group may change what it stands for."""


class GroupNotBound(Refusal):
    """The group stands for nothing yet."""


class UnknownPlace(Refusal):
    """The organisation has no place of this code."""


class NotYourBody(Refusal):
    """Only a contact of the body that was asked may do this."""

    body: str


class BodyNotJoined(Refusal):
    """Nobody of the body has accepted the invitation yet: it would never hear of the matter."""

    body: str


class BodyOutOfReach(Refusal):
    """Everybody of the body who joined has stopped the bot: it would never hear of the matter."""

    body: str


class SendBackOnce(Refusal):
    """The office decided that this body handles the matter."""


class SameBody(Refusal):
    """The body cannot propose itself, and the office cannot pass the matter to the body that sent it back."""


class OfficeDecides(Refusal):
    """A body sent the matter back: the office decides first where it goes."""

    number: str


class AfterLimit(Refusal):
    """A body's deadline lies within the matter's own."""

    until: datetime


class LaterDayNeeded(Refusal):
    """An extension ends later than the deadline it extends."""

    until: datetime


class ExtensionWaits(Refusal):
    """An application for more time already waits for the office."""


class WhyNeeded(Refusal):
    """A decision about somebody's matter names its reason."""


class WhyTooLong(Refusal):
    """The reason, or where to go instead, is too long for one letter."""

    limit: int


class FlaggedAlready(Refusal):
    """The matter is marked like that already."""

    number: str


class UrgentFirst(Refusal):
    """An urgent matter has its own limits: it cannot be hard as well."""

    number: str


class NotStuck(Refusal):
    """The station head takes only what nobody claimed for too long."""

    number: str


class OwnSeat(Refusal):
    """Nobody of the office unbinds themselves: somebody must be left to invite."""


class SeatTaken(Refusal):
    """A person who joined needs no invitation."""

    name: str


class PromiseDecided(Refusal):
    """Whether the promise was kept is settled already."""


class ProofNeeded(Refusal):
    """A kept promise is shown by an after-photo or a reason why there is none."""


class DelayReasonNeeded(Refusal):
    """A promise that is not kept needs a reason."""


class LeaveInPast(Refusal):
    """An absence begins today or later."""


class LeaveEndsFirst(Refusal):
    """An absence ends on the day it begins or later."""


class LeaveTooLong(Refusal):
    """An absence lasts a year at most."""


class LeaveOverlaps(Refusal):
    """There is an absence in these days already."""

    first: datetime
    last: datetime


class OwnSubstitute(Refusal):
    """Nobody stands in for themselves."""


class SubstituteTooFar(Refusal):
    """The substitute is a deputy of the same constituency or station."""

    name: str


class SubstituteAway(Refusal):
    """The substitute is away in these days too."""

    name: str


class SeatHeld(Refusal):
    """Whoever is on the roster cannot be erased before the office releases them."""

    name: str


class NobodyToLookUp(Refusal):
    """The matter's name is shown already, or was erased."""

    number: str


class SameMatter(Refusal):
    """A matter cannot be merged into itself."""


class NotMerged(Refusal):
    """There is nothing to undo: the matter stands on its own."""

    number: str


class FollowsAsAuthor(Refusal):
    """Who filed the matter, or one merged into it, goes on hearing of it."""


class SearchTooLong(Refusal):
    """More words than anybody looks for."""

    limit: int


class PeriodNotUnderstood(Refusal):
    """The typed words are no span of days."""


class CannedNameWrong(Refusal):
    """A canned reply has a name that fits a button."""

    limit: int


class CannedWordsWrong(Refusal):
    """A canned reply has words, and not more than fit one answer."""

    limit: int


class CannedVariableUnknown(Refusal):
    """What stands in braces is none of the variables."""

    unknown: str
    known: str


class NoticeTooLong(Refusal):
    """A notice must fit into one message, below a picture into its caption."""

    limit: int


class NobodyToTell(Refusal):
    """The audience of a notice is empty."""


class TooManySubscriptions(Refusal):
    """More subscriptions than one person may have."""

    limit: int


class Muted(Refusal):
    """The office muted the person; drafts are kept until they may speak again."""

    reason: str
    last_day: date


class MuteReasonNeeded(Refusal):
    """Whoever is muted is told why, in a line."""

    limit: int


class MuteDayNeeded(Refusal):
    """The words are no day between tomorrow and the latest the policy allows."""

    latest: date


class NobodyToMute(Refusal):
    """The matter is one's own, or its author is gone."""
