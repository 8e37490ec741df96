"""Residents who want no notices, and those who want them again."""

from sqlalchemy import update

from models.broadcast import OptOut
from models.mail import Letter, LetterState
from services.broadcast_run import MAY_STOP, OPTED_OUT
from services.work import Work


def opt_out(work: Work) -> None:
    """Write no notices to the acting person, not even those already put; a second time changes nothing."""
    person = work.person
    if work.session.get(OptOut, person.id) is None:
        work.session.add(OptOut(person_id=person.id, at=work.now))
    work.session.execute(
        update(Letter)
        .where(Letter.chat_id == person.telegram_id, Letter.broadcast_id.is_not(None), Letter.state.in_(MAY_STOP))
        .values(state=LetterState.CANCELLED, error=OPTED_OUT)
        .execution_options(synchronize_session=False)
    )


def opt_in(work: Work) -> None:
    """Write notices to the acting person again."""
    found = work.session.get(OptOut, work.person.id)
    if found is not None:
        work.session.delete(found)


def wants_notices(work: Work) -> bool:
    """Tell whether the acting person is written notices."""
    return work.session.get(OptOut, work.person.id) is None
