"""Handing over all that a deputy has in hand: open matters, closed ones that promise something or may come back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, exists, or_, select

from models.lifecycle import OPEN, Status
from models.matter import Happening, Matter
from models.organisation import Constituency, Seat
from models.organisation_plan import Role
from models.promise import VOIDING, Promise, PromiseState
from models.refusals import NotJoined
from services.cards import refresh
from services.follow_up import ASKED_OF
from services.office import give_to
from services.seats import act_in_role, seat_name
from services.tell import is_reachable, tell_seat
from services.timeline import record
from services.work import Work
from texts.hand_over import HandedFromYou, HandedToYou
from texts.message import encode
from texts.press import StalePress
from texts.queue import QueuePress
from texts.role import Mine
from texts.screen import Button, row


@dataclass(frozen=True)
class HandOverAll:
    """Give everything a deputy has in hand to another."""

    seat_id: int
    to_id: int


@dataclass(frozen=True)
class Estate:
    """What a deputy has in hand: open matters, closed ones with an open promise, and others that may come back."""

    running: Sequence[Matter]
    promising: Sequence[Matter]
    resting: Sequence[Matter]

    @property
    def counts(self) -> tuple[int, int, int]:
        """Return how many there are of each, as texts tell them."""
        return len(self.running), len(self.promising), len(self.resting)

    def without(self, author: int | None) -> "Estate":
        """Return it without what a person filed themselves: nobody handles their own matter."""
        parts = (self.running, self.promising, self.resting)
        return Estate(*([each for each in part if each.author_id != author] for part in parts))

    def __len__(self) -> int:
        return sum(self.counts)


_promises = exists().where(Promise.matter_id == Matter.id, Promise.state == PromiseState.OPEN)


def estate_of(work: Work, seat: Seat) -> Estate:
    """Return what a seat has in hand, oldest first."""
    owned = select(Matter, _promises).where(Matter.claimed_by == seat.id, _in_hand(work)).order_by(Matter.id)
    rows = work.session.execute(owned).all()
    return Estate([each for each, _ in rows if each.is_open],
                  [each for each, promises in rows if promises and not each.is_open],
                  [each for each, promises in rows if not promises and not each.is_open])


def find_deputy(work: Work, seat_id: int) -> Seat:
    """Return a deputy's seat for the office, on the roster or with something left from when it was.

    Raises:
        RoleNeeded: only the office hands over.
        StalePress: there is no such deputy.
    """
    act_in_role(work, Role.OFFICE)
    seat = work.session.get(Seat, seat_id)
    if seat is None or seat.role != Role.DEPUTY or not (seat.active or estate_of(work, seat)):
        raise StalePress
    return seat


def leavers(work: Work) -> list[Seat]:
    """Return the deputies who left the roster with something in hand."""
    something = exists().where(Matter.claimed_by == Seat.id, _in_hand(work))
    query = select(Seat).where(Seat.role == Role.DEPUTY, Seat.active.is_(False), something)
    return list(work.session.scalars(query.order_by(Seat.id)))


def successors(work: Work, seat: Seat) -> list[Seat]:
    """Return the deputies who can have it: of the constituency, of the station, of the street, then all others."""
    here = work.session.get_one(Constituency, seat.scope)
    query = select(Seat, Constituency).join(Constituency, Constituency.code == Seat.scope)
    found = work.session.execute(query.where(Seat.role == Role.DEPUTY, Seat.active, Seat.id != seat.id))
    near = sorted(((_distance(here, there), each.id, each) for each, there in found if is_reachable(each.person)),
                  key=lambda part: part[:2])
    return [each for _, _, each in near]


def hand_over_all(cmd: HandOverAll, work: Work) -> tuple[Seat, Seat, Estate, int]:
    """Give everything a deputy has in hand to another; limits go on, and every timeline says so.

    Returns:
        Both seats, what was handed over, and how many matters stayed because the successor filed them.

    Raises:
        NotJoined: the successor would never hear of it.
    """
    seat, to = find_deputy(work, cmd.seat_id), find_deputy(work, cmd.to_id)
    by = act_in_role(work, Role.OFFICE)
    if not to.active or to.id == seat.id:
        raise StalePress
    if not is_reachable(to.person):
        raise NotJoined(name=to.name)
    everything = estate_of(work, seat)
    given = everything.without(to.person_id)
    for matter in given.running:
        give_to(work, matter, to)
    for matter in (*given.promising, *given.resting):
        matter.pass_on(to)
        record(work, matter, Happening.ASSIGNED, to=encode(seat_name(to)))
        refresh(work, matter)
    if given:
        _tell(work, by, seat, to, given)
    return seat, to, given, len(everything) - len(given)


def _in_hand(work: Work) -> ColumnElement[bool]:
    return or_(Matter.status.in_(OPEN), Matter.status.not_in((*VOIDING, Status.DRAFT)) & _promises, _may_return(work))


def _may_return(work: Work) -> ColumnElement[bool]:
    """Select closed matters that a dispute, or "broken again" after the question to come, may still reopen."""
    limits = work.house.policy.limits
    answer = timedelta(days=limits.follow_up_answer_days)
    asked_by = timedelta(days=max(limits.dispute_window_days, limits.follow_up_days) + 1)
    recent = or_(Matter.closed_at > work.now - asked_by - answer, Matter.followed_up_at > work.now - answer)
    return and_(Matter.status.in_(ASKED_OF), Matter.upheld.is_(False), recent)


def _tell(work: Work, by: Seat, seat: Seat, to: Seat, given: Estate) -> None:
    mine = row(Button(Mine(), QueuePress("mine", 0)))
    tell_seat(work, to, HandedToYou(seat_name(by), seat_name(seat), *given.counts), rows=(mine,))
    tell_seat(work, seat, HandedFromYou(seat_name(by), seat_name(to), *given.counts))


def _distance(here: Constituency, there: Constituency) -> int:
    same = (here.code == there.code, here.station_code == there.station_code, here.street_code == there.street_code)
    return next((place for place, is_same in enumerate(same) if is_same), len(same))
