"""What a person may ask about their own data: a copy of it, and that it be erased."""

from dataclasses import dataclass

from sqlalchemy import func, select

from models.lifecycle import OPEN, Status
from models.mail import Card
from models.matter import Matter
from models.privacy import DataCopy
from models.refusals_of_staff import SeatHeld
from services.audit import audit
from services.erasure import erase
from services.erasures import note_erasure
from services.seats import seats_of
from services.work import Work
from texts.press import StalePress


@dataclass(frozen=True)
class EraseMe:
    """Erase the acting person, who has seen how many matters that is about."""

    withdraws: bool
    matters: int


@dataclass(frozen=True)
class Share:
    """What of a person's matters erasing is about."""

    matters: int
    open: int
    drafts: int


def ask_for_export(work: Work) -> bool:
    """Owe the acting person a copy of their data; False when it is owed already."""
    if work.session.get(DataCopy, work.person.id) is not None:
        return False
    work.session.add(DataCopy(person_id=work.person.id, asked_at=work.now))
    audit(work, "export_asked", f"person:{work.person.id}")
    return True


def share_of(work: Work) -> Share:
    """Count the acting person's matters.

    Raises:
        SeatHeld: they are on the roster, whose names are public; the office has to release them first.
    """
    if seats := seats_of(work):
        raise SeatHeld(name=seats[0].name)
    query = select(Matter.status, func.count()).where(Matter.author_id == work.person.id).group_by(Matter.status)
    counts = {row[0]: row[1] for row in work.session.execute(query)}
    drafts = counts.pop(Status.DRAFT, 0)
    return Share(sum(counts.values()), sum(counts.get(status, 0) for status in OPEN), drafts)


def erase_me(cmd: EraseMe, work: Work, farewell: Card | None) -> None:
    """Erase the acting person; nothing of theirs is left but matters that name nobody.

    Args:
        cmd: what they chose.
        work: the transaction.
        farewell: the card on which they shall read that it is done.

    Raises:
        SeatHeld: they are on the roster.
        StalePress: they filed or lost a matter since they were asked.
    """
    person = work.person
    if share_of(work).matters != cmd.matters:
        raise StalePress
    note_erasure(work, person.telegram_id or 0, withdrew=cmd.withdraws)
    left = erase(work, person, withdraws=cmd.withdraws, farewell=farewell)
    audit(work, "erased", f"person:{person.id}", matters=left, withdrew=cmd.withdraws)
