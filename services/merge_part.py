"""What cards say of merging, and who finds [并案] and [撤销并案] on them."""

from collections.abc import Iterable

from sqlalchemy import Table, bindparam, select

from models.lifecycle import Move
from models.matter import Matter
from models.organisation import Seat
from models.organisation_plan import Role
from models.prepared import Prepared
from services.merged import main_of
from services.seats import oversees, seats_of_person
from services.work import Work
from texts.merging import Merge, MergedIntoLine, MergedLine, MergePress, Unmerge, UnmergePress
from texts.message import Text
from texts.screen import Button

MERGERS = (Role.STREET, Role.OFFICE)
_matters: Table = Matter.__table__  # type: ignore[assignment]
_numbers = Prepared(
    select(_matters.c.number).where(_matters.c.merged_into == bindparam("main")).order_by(_matters.c.id)
)


def may_merge(work: Work, seats: Iterable[Seat], *matters: Matter) -> bool:
    """Tell whether one of the seats may merge one of the matters: its owner's, its street committee's, the office's."""
    return any(seat.id == matter.claimed_by or (seat.role in MERGERS and oversees(work, seat, matter))
               for seat in seats for matter in matters)


def merge_buttons(work: Work, matter: Matter, person_id: int | None) -> list[Button]:
    """Return [并案] under an open matter and [撤销并案] under a merged one, for those who may."""
    seats = seats_of_person(work, person_id)
    if matter.may(Move.MERGE) and may_merge(work, seats, matter):
        return [Button(Merge(), MergePress(matter.id))]
    if matter.merged_into is not None and may_merge(work, seats, *_line(work, matter)):
        return [Button(Unmerge(), UnmergePress(matter.id, matter.revision))]
    return []


def merge_lines(work: Work, matter: Matter) -> tuple[Text, ...]:
    """Say what goes on in this matter, and in which one it goes on itself."""
    numbers = numbers_in(work, matter)
    lines: list[Text] = [MergedLine(len(numbers), "、".join(numbers))] if numbers else []
    if matter.merged_into is not None:
        lines.append(MergedIntoLine(main_of(work, matter).number or ""))
    return tuple(lines)


def numbers_in(work: Work, matter: Matter) -> list[str]:
    """Return the numbers of the matters that were merged into this one itself."""
    return [str(number) for (number,) in _numbers.all(work.session, main=matter.id)]


def _line(work: Work, matter: Matter) -> tuple[Matter, ...]:
    """Return the matter, the one it was merged into, and the one in which all of it goes on."""
    return matter, work.session.get_one(Matter, matter.merged_into or 0), main_of(work, matter)
