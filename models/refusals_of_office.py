"""What the rules of the desk refuse: decisions, merging, search, canned replies, notices, muting."""

from datetime import date

from models.refusals import Refusal


class NotUrgent(Refusal):
    """Only an urgent matter is taken over."""


class NotDisputedTwice(Refusal):
    """The office decides only after the second dispute."""


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


class NobodyToLookUp(Refusal):
    """The matter's name is shown already, or was erased."""

    number: str


class SameMatter(Refusal):
    """A matter cannot be merged into itself."""


class NotMerged(Refusal):
    """There is nothing to undo: the matter stands on its own."""

    number: str


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


class MuteReasonNeeded(Refusal):
    """Whoever is muted is told why, in a line."""

    limit: int


class MuteDayNeeded(Refusal):
    """The words are no day between tomorrow and the latest the policy allows."""

    latest: date


class NobodyToMute(Refusal):
    """The matter is one's own, or its author is gone."""
