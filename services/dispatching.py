"""Opening a dispatch: the state moves, the sign clock starts, the body's contacts get their card."""

from collections.abc import Iterable
from datetime import datetime

from models.dispatch import Dispatch, DispatchState
from models.lifecycle import Move
from models.mail import Due, Lane
from models.matter import Matter
from models.organisation import Body, Seat
from models.policy import ClockKind
from models.refusals_of_bodies import BodyNotJoined, BodyOutOfReach
from services.body_due import plan_due
from services.body_group import bring_to_groups
from services.cards import put_card, retire_cards
from services.clocks import deadline, start_sign
from services.delivery import address_of, bring
from services.dispatches import bodies_reached, contacts_of, waiting_extension
from services.due import due, plan
from services.routing import sign_by
from services.tell import is_reachable
from services.work import Work
from texts.press import StalePress

BODY, BACK, EXTENSION = "body", "send_back", "extension"
"""Views: the body's card, and the two decisions of the office."""


def reachable_body(work: Work, code: str) -> Body:
    """Return a body that would hear of a matter.

    Raises:
        BodyNotJoined: none of its contacts has joined.
        BodyOutOfReach: all of them have stopped the bot.
    """
    body = work.session.get(Body, code)
    if body is None or not body.active:
        raise StalePress
    reached = bodies_reached(work)
    if code not in reached:
        raise BodyNotJoined(body=body.name)
    if not reached[code]:
        raise BodyOutOfReach(body=body.name)
    return body


def usual_due(work: Work, matter: Matter) -> datetime:
    """Return until when a body replies if nobody says otherwise: the matter's own limit, or its time to sign."""
    end = deadline(work, matter, ClockKind.RESOLVE)
    return end if end is not None and end > work.now else sign_by(work, matter)


def open_dispatch(work: Work, matter: Matter, new: Dispatch) -> Dispatch:
    """Give the matter to a body: state, sign clock, and a card for each of its contacts."""
    work.session.flush()  # the one before is no longer live
    matter.move(Move.FORWARD)
    work.session.add(new)
    work.session.flush()
    start_sign(work, matter)
    plan_due(work, matter, new)
    return new


def bring_to_body(work: Work, matter: Matter, dispatch: Dispatch) -> None:
    """Bring the card to the body's contacts, and a bare one to its groups."""
    bring_to_groups(work, matter, dispatch)
    bring_or_wait(work, matter, contacts_of(work, dispatch.body_code), BODY, dispatch)


def bring_or_wait(work: Work, matter: Matter, seats: Iterable[Seat], view: str, dispatch: Dispatch) -> None:
    """Bring a card to the holders of seats: at once by day, at 08:30 what came at night and is not urgent."""
    night = work.house.quiet
    waits = not matter.urgent and night.is_quiet(work.now)
    for seat in seats:
        if waits:
            at = night.release(work.now, "card")
            plan(work, "dispatch_card", f"dispatch:{dispatch.id}", at, f"{view}:{dispatch.id}:{seat.id}:{at:%Y%m%d}",
                 dispatch=dispatch.id, seat=seat.id, view=view)
        else:
            _bring(work, matter, seat, view)


@due("dispatch_card")
def bring_in_the_morning(work: Work, task: Due) -> None:
    """Bring a card that the night held, if it is still of use."""
    dispatch = work.session.get_one(Dispatch, task.data["dispatch"])
    if _is_of_use(work, dispatch, task.data["view"]):
        matter, seat = work.session.get_one(Matter, dispatch.matter_id), work.session.get_one(Seat, task.data["seat"])
        _bring(work, matter, seat, task.data["view"])


def _is_of_use(work: Work, dispatch: Dispatch, view: str) -> bool:
    if view == BODY:
        return dispatch.is_at_body
    if view == BACK:
        return dispatch.state == DispatchState.SENT_BACK
    return waiting_extension(work, dispatch) is not None


def _bring(work: Work, matter: Matter, seat: Seat, view: str) -> None:
    if view == BODY:
        bring(work, matter, seat, view)
    elif seat.person is not None and is_reachable(seat.person):
        to = address_of(seat.person)
        retire_cards(work, to, matter, view)
        put_card(work, to, matter, view, lane=Lane.INTERACTIVE if matter.urgent else Lane.NOTICE)
