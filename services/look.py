"""Looking at the name of a resident who chose to stay hidden: with a reason, and never unseen."""

from dataclasses import dataclass

from models.matter import Happening, Matter
from models.organisation_plan import Role
from models.refusals import ReasonNeeded
from models.refusals_of_office import NobodyToLookUp
from models.typed import clean_words, weight
from services.cards import refresh
from services.seats import act_as_dispatcher, find_matter
from services.timeline import record
from services.work import Work

LIGHTEST = 4
"""A reason of less weight is none: `models.typed.weight`."""
WORDS = 500


@dataclass(frozen=True)
class LookUpName:
    """See who filed a matter, for a reason."""

    matter_id: int
    reason: str


def check_look(work: Work, matter_id: int) -> Matter:
    """Return a matter whose hidden name the acting person may see.

    Raises:
        RoleNeeded: only the congress office may.
        NobodyToLookUp: the name is not hidden, or is known no more.
    """
    matter = find_matter(work, matter_id)
    act_as_dispatcher(work, matter, Role.OFFICE)
    if not is_hidden(matter):
        raise NobodyToLookUp(number=matter.number or "")
    return matter


def is_hidden(matter: Matter) -> bool:
    """Tell whether there is a name that the card does not show."""
    return matter.anonymous and bool(matter.author_name)


def look_up_name(cmd: LookUpName, work: Work) -> tuple[Matter, str]:
    """Return the matter and the name it was filed under; the look stands in the timeline and the audit log.

    Raises:
        ReasonNeeded: nobody looks without saying why.
    """
    matter, reason = check_look(work, cmd.matter_id), clean_words(cmd.reason)[:WORDS]
    if weight(reason) < LIGHTEST:
        raise ReasonNeeded
    record(work, matter, Happening.LOOKED, reason)
    refresh(work, matter)
    return matter, matter.author_name or ""
