"""Who may speak: whoever the office muted reads why, until when, and whom to ask."""

from datetime import timedelta

from models.refusals import Muted
from services.work import Work


def check_voice(work: Work) -> None:
    """Refuse new words of a muted person; a mute ends by itself.

    Raises:
        Muted: with the reason and the last day.
    """
    person = work.person
    if person.is_muted(work.now) and person.muted_until is not None:
        last = work.house.calendar.local_date(person.muted_until - timedelta(microseconds=1))
        raise Muted(reason=person.mute_reason or "", last_day=last)
