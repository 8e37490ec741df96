"""Two matters about one trouble: what merging changes in them, and what undoing it gives back."""

from datetime import datetime

from models.lifecycle import Move
from models.matter import Matter
from models.refusals import ImpossibleMove
from models.refusals_of_office import NotMerged, SameMatter


def check_merge(matter: Matter, into: Matter) -> None:
    """Refuse to merge what has ended, into what has ended, or into itself; so no circle can come about."""
    if matter.id == into.id:
        raise SameMatter
    for each, may in ((matter, matter.may(Move.MERGE)), (into, into.is_open)):
        if not may:
            raise ImpossibleMove(number=each.number or "", status=each.status)


def merge(matter: Matter, into: Matter, at: datetime) -> None:
    """Let a matter go on in another one; it remembers where it stood."""
    check_merge(matter, into)
    was = matter.status
    matter.move(Move.MERGE)
    matter.merged_into, matter.merged_from, matter.ended_at = into.id, was, at


def unmerge(matter: Matter) -> datetime:
    """Let a merged matter stand on its own again, where it stood; return when it was merged."""
    merged_at = matter.ended_at
    if matter.merged_from is None or merged_at is None:
        raise NotMerged(number=matter.number or "")
    matter.move(Move.UNMERGE, back_to=matter.merged_from)
    matter.merged_into = matter.merged_from = matter.ended_at = None
    return merged_at
