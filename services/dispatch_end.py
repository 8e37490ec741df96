"""When a matter goes on without the body that has it: the dispatch ends, and the body is told."""

from models.dispatch import DispatchState
from models.lifecycle import Status
from models.matter import Event, Happening, Matter
from models.policy import ClockKind
from services.clocks import stop_clock
from services.dispatches import contacts_of, dispatch_at_body, live_dispatch, newest_dispatch, waiting_extension
from services.reach import open_rows, reach_seats
from services.snap import is_own
from services.timeline import listens
from services.work import Work
from texts.body_form import Chased, OverNow, Reopened
from texts.message import Until

WITHOUT_BODY = (Status.SUBMITTED, Status.ANSWERED, Status.CLOSED, Status.WITHDRAWN, Status.REJECTED, Status.MERGED,
                Status.CONFIRMED)
"""States in which no body has the matter."""
QUIET = frozenset({Happening.SUBMITTED, Happening.RATED, Happening.CONFIRMED, Happening.FOLLOWED_UP,
                   Happening.REMINDED, Happening.OVERDUE, Happening.ESCALATED})
"""What happens often and can end no dispatch."""
SHOWN = 500


@listens
def end_dispatch(work: Work, matter: Matter, event: Event) -> None:
    """End a dispatch that is live while the matter is in a state without one."""
    if matter.status not in WITHOUT_BODY or event.what in QUIET:
        return
    dispatch = live_dispatch(work, matter)
    if dispatch is None:
        return
    dispatch.end(work.now)
    stop_clock(work, matter, ClockKind.SIGN)
    if extension := waiting_extension(work, dispatch):
        extension.lapse(work.now)
    work.session.flush()
    reach_seats(work, contacts_of(work, dispatch.body_code), OverNow(matter.number or ""), matter)


@listens
def pass_on_resident(work: Work, matter: Matter, event: Event) -> None:
    """Let the body hear the resident: a push while it has the matter, a dispute of what it replied."""
    if event.what == Happening.CHASED and not is_own(work, matter):
        if dispatch := dispatch_at_body(work, matter):
            told = Chased(matter.number or "", Until(dispatch.due_at))
            reach_seats(work, contacts_of(work, dispatch.body_code), told, matter, rows=open_rows(matter))
    elif event.what == Happening.DISPUTED and (last := newest_dispatch(work, matter, DispatchState.REPLIED)):
        told_again = Reopened(matter.number or "", (event.words or "")[:SHOWN])
        reach_seats(work, contacts_of(work, last.body_code), told_again, matter)
