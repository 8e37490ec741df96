"""Sending a deputy's own 随手拍 straight to the body or the street committee."""

from models.dispatch import Dispatch
from models.matter import Happening, Matter
from models.organisation import Seat
from services.clocks import start_resolve
from services.delivery import bring_to_duty, bring_to_overseers
from services.dispatching import bring_to_body, open_dispatch, usual_due
from services.snap import body_for, overseers_for
from services.timeline import record
from services.work import Work


def send_snap(work: Work, matter: Matter, seat: Seat) -> None:
    """Let its author own a submitted 随手拍 and pass it on at once; only what others owe is clocked."""
    body = body_for(work, matter)
    matter.follow_own(seat, work.now)
    start_resolve(work, matter)
    if body is None:
        bring_to_overseers(work, matter, overseers_for(work, matter))
    else:
        dispatch = open_dispatch(work, matter, Dispatch(
            matter_id=matter.id, body_code=body.code, by_seat=seat.id, due_at=usual_due(work, matter),
            sent_at=work.now))
        record(work, matter, Happening.FORWARDED, body=body.name)
        bring_to_body(work, matter, dispatch)
    bring_to_duty(work, matter)
