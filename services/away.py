"""Absence (请假): taken by a deputy for some days, with a substitute; called off or ended early; over by itself."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import and_, func, or_, select

from models.absence import Absence, check_span
from models.lifecycle import OPEN, Status
from models.mail import Due
from models.matter import Matter
from models.organisation import Constituency, Seat
from models.organisation_plan import Role
from models.refusals import NotJoined
from models.refusals_of_staff import LeaveOverlaps, OwnSubstitute, SubstituteAway, SubstituteTooFar
from services.absences import absences_covered
from services.absentees import act_for_leave
from services.audit import audit
from services.cards import refresh
from services.due import cancel, due, plan_new
from services.seats import seat_name
from services.tell import is_reachable, tell_seat
from services.work import Work
from texts import away as say
from texts import away_staff as staff
from texts.message import Day, Text, Until
from texts.press import StalePress
from texts.queue import QueuePress
from texts.role import Mine
from texts.screen import Button, Rows, row


@dataclass(frozen=True)
class TakeLeave:
    """Be away from the first to the last day, with a substitute."""

    seat_id: int
    first: date
    last: date
    substitute_id: int


@dataclass(frozen=True)
class EndLeave:
    """Come back early, or call off an absence that did not begin."""

    absence_id: int


def take_leave(cmd: TakeLeave, work: Work) -> Absence:
    """Be away: from the first day on the substitute may do what the owner may, and gets what is sent to the owner.

    Raises:
        RoleNeeded: it is neither one's own seat as a deputy nor that of a deputy one watches over.
        LeaveInPast, LeaveEndsFirst, LeaveTooLong, LeaveOverlaps: the days.
        OwnSubstitute, NotJoined, SubstituteTooFar, SubstituteAway: the substitute.
    """
    seat = act_for_leave(work, cmd.seat_id)
    starts_at, ends_at = check_days(work, seat, cmd.first, cmd.last)
    substitute = _check_substitute(work, seat, cmd.substitute_id, starts_at, ends_at)
    absence = Absence(seat_id=seat.id, substitute_id=substitute.id, starts_at=starts_at, ends_at=ends_at,
                      created_at=work.now)
    work.session.add(absence)
    work.session.flush()
    if absence.is_on(work.now):
        _begin(work, absence)
    else:
        told = say.AskedToStandIn(seat_name(seat), Day(cmd.first), Day(cmd.last))
        tell_seat(work, substitute, told)
        _plan(work, absence, "away_begins", starts_at)
    _plan(work, absence, "away_ends", ends_at)
    if work.seat is not None and work.seat.id != seat.id:
        _tell_filed(work, absence, cmd, work.seat)
    return absence


def end_leave(cmd: EndLeave, work: Work) -> Absence:
    """Come back early, or call it off; everything is the owner's alone again, and the substitute is told.

    Raises:
        StalePress: it is over already.
        RoleNeeded: it is somebody's over whom one does not watch.
    """
    absence = work.session.get(Absence, cmd.absence_id)
    if absence is None or absence.is_over(work.now):
        raise StalePress
    seat = act_for_leave(work, absence.seat_id)
    was_on = absence.is_on(work.now)
    absence.ended_at = work.now
    work.session.flush()
    cancel(work, f"absence:{absence.id}")
    told = say.BackForSubstitute(seat_name(seat)) if was_on else say.CalledOffForSubstitute(seat_name(seat))
    tell_seat(work, work.session.get_one(Seat, absence.substitute_id), told)
    if work.seat is not None and work.seat.id != seat.id:
        audit(work, "leave_ended", f"seat:{seat.key}", absence=absence.id)
        tell_seat(work, seat, staff.EndedForYou(seat_name(work.seat)))
    if was_on:
        _show_everywhere(work, seat)
    return absence


def check_days(work: Work, seat: Seat, first: date, last: date) -> tuple[datetime, datetime]:
    """Return when an absence of these days begins and ends; refuse days that cannot be."""
    calendar = work.house.calendar
    check_span(first, last, calendar.local_date(work.now))
    starts_at, ends_at = calendar.end_of_day(first - timedelta(days=1)), calendar.end_of_day(last)
    for each in _absences(work, seat):
        if each.overlaps(starts_at, ends_at):
            raise LeaveOverlaps(first=each.starts_at, last=each.ends_at - timedelta(minutes=1))
    return starts_at, ends_at


def candidates(work: Work, seat: Seat, first: date, last: date) -> list[Seat]:
    """Return who could stand in: joined deputies of the constituency, then of the station, who are there."""
    calendar = work.house.calendar
    starts_at, ends_at = calendar.end_of_day(first - timedelta(days=1)), calendar.end_of_day(last)
    query = select(Seat).where(Seat.role == Role.DEPUTY, Seat.active, Seat.scope.in_(_near(work, seat)))
    found = [each for each in work.session.scalars(query.order_by(Seat.id))
             if each.person_id != seat.person_id and is_reachable(each.person)
             and not _is_away(work, each, starts_at, ends_at)]
    return sorted(found, key=lambda each: each.scope != seat.scope)


def stand_in_lines(work: Work, seat: Seat) -> tuple[Text, ...]:
    """Return a line for each deputy for whom one stands in now."""
    return tuple(
        say.StandInLine(seat_name(absent), Until(each.ends_at), in_hand(work, absent))
        for each in absences_covered(work, seat) for absent in (work.session.get_one(Seat, each.seat_id),)
    )


def in_hand(work: Work, seat: Seat) -> int:
    """Count the open matters of a deputy."""
    query = select(func.count(Matter.id)).where(Matter.claimed_by == seat.id, Matter.status.in_(OPEN))
    return work.session.scalar(query) or 0


@due("away_begins")
def begin(work: Work, task: Due) -> None:
    """Hand over on the first morning."""
    absence = work.session.get_one(Absence, task.data["absence"])
    if absence.is_on(work.now):
        _begin(work, absence)


@due("away_ends")
def end(work: Work, task: Due) -> None:
    """End it after its last night and tell both."""
    absence = work.session.get_one(Absence, task.data["absence"])
    if absence.ended_at is not None:
        return
    absence.ended_at = work.now
    work.session.flush()
    seat, substitute = _both(work, absence)
    tell_seat(work, seat, say.WelcomeBack(in_hand(work, seat)), rows=_mine_row())
    tell_seat(work, substitute, say.BackForSubstitute(seat_name(seat)))
    _show_everywhere(work, seat)


def _begin(work: Work, absence: Absence) -> None:
    seat, substitute = _both(work, absence)
    told = say.YouStandIn(seat_name(seat), Until(absence.ends_at), in_hand(work, seat))
    tell_seat(work, substitute, told, rows=_mine_row())
    _show_everywhere(work, seat)


def _tell_filed(work: Work, absence: Absence, cmd: TakeLeave, by: Seat) -> None:
    """Note who filed leave for somebody else, and let the deputy know and end it."""
    seat, substitute = _both(work, absence)
    audit(work, "leave_filed", f"seat:{seat.key}", first=cmd.first.isoformat(), last=cmd.last.isoformat(),
          substitute=substitute.key)
    told = staff.FiledForYou(seat_name(by), Day(cmd.first), Day(cmd.last), seat_name(substitute))
    label = say.ReturnEarly() if absence.is_on(work.now) else say.CallOff(Day(cmd.first))
    tell_seat(work, seat, told, rows=(row(Button(label, say.AwayEndPress(absence.id))),))


def _both(work: Work, absence: Absence) -> tuple[Seat, Seat]:
    return work.session.get_one(Seat, absence.seat_id), work.session.get_one(Seat, absence.substitute_id)


def _mine_row() -> Rows:
    return (row(Button(Mine(), QueuePress("mine", 0))),)


def _plan(work: Work, absence: Absence, kind: str, at: datetime) -> None:
    by_day = work.house.quiet.release(at, "card")
    plan_new(work, kind, f"absence:{absence.id}", by_day, f"{kind}:{absence.id}", absence=absence.id)


def _check_substitute(work: Work, seat: Seat, seat_id: int, starts_at: datetime, ends_at: datetime) -> Seat:
    substitute = work.session.get(Seat, seat_id)
    if substitute is None or not substitute.active or substitute.role != Role.DEPUTY:
        raise StalePress
    if substitute.person_id is not None and substitute.person_id == seat.person_id:
        raise OwnSubstitute
    if not is_reachable(substitute.person):
        raise NotJoined(name=substitute.name)
    if substitute.scope not in _near(work, seat):
        raise SubstituteTooFar(name=substitute.name)
    if _is_away(work, substitute, starts_at, ends_at):
        raise SubstituteAway(name=substitute.name)
    return substitute


def _near(work: Work, seat: Seat) -> list[str]:
    """Return the constituencies of the deputy's station, the own among them."""
    station = work.session.get_one(Constituency, seat.scope).station_code
    return list(work.session.scalars(select(Constituency.code).where(Constituency.station_code == station)))


def _is_away(work: Work, seat: Seat, starts_at: datetime, ends_at: datetime) -> bool:
    return any(each.overlaps(starts_at, ends_at) for each in _absences(work, seat))


def _absences(work: Work, seat: Seat) -> list[Absence]:
    return list(work.session.scalars(select(Absence).where(Absence.seat_id == seat.id).order_by(Absence.starts_at)))


def _show_everywhere(work: Work, seat: Seat) -> None:
    """Let every card of the deputy's matters, and of what waits in the constituency, show who may act now."""
    waiting = and_(Matter.status == Status.SUBMITTED, Matter.constituency_code == seat.scope)
    query = select(Matter).where(or_(and_(Matter.claimed_by == seat.id, Matter.status.in_(OPEN)), waiting))
    for matter in work.session.scalars(query.order_by(Matter.id)).all():
        refresh(work, matter)
