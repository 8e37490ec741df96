"""Assigning, placing, taking over, deciding: what officers, heads, street committees and the office do."""

from dataclasses import dataclass

from models.lifecycle import Status
from models.matter import Happening, Matter
from models.organisation import Community, Seat
from models.organisation_plan import Role
from models.policy import ClockKind
from models.refusals import AlreadyClaimed, ImpossibleMove, NotJoined, UnknownPlace
from models.refusals_of_office import NotDisputedTwice, NotUrgent
from services.cards import refresh
from services.clocks import stop_all, stop_clock
from services.delivery import bring, claimants, deliver
from services.inform import inform
from services.moved import fold_elsewhere, move_notices
from services.notices import announce
from services.office_card import awaits_decision
from services.reach import reach_seats
from services.routing import seat_of
from services.seats import act_as_dispatcher, find_matter, seat_name
from services.tell import is_reachable
from services.timeline import record
from services.work import Work
from texts.message import encode
from texts.office import (
    AssignedAway,
    AssignedForYou,
    AssignedToYou,
    MovedForYou,
    TakenOverForYou,
    UpheldForOwner,
    UpheldForYou,
)
from texts.press import StalePress


@dataclass(frozen=True)
class AssignMatter:
    """Give a matter to a deputy, as it stood at a revision."""

    matter_id: int
    seat_id: int
    revision: int


@dataclass(frozen=True)
class PlaceMatter:
    """Say in which community a matter lies."""

    matter_id: int
    community: str
    revision: int


@dataclass(frozen=True)
class TakeOver:
    """An officer takes an urgent matter over until a deputy has it."""

    matter_id: int


@dataclass(frozen=True)
class UpholdMatter:
    """The office leaves a twice disputed matter closed."""

    matter_id: int
    revision: int


def assign_matter(cmd: AssignMatter, work: Work) -> tuple[Matter, Seat]:
    """Give a matter to a deputy, of any constituency: whoever assigns answers for it.

    Raises:
        RoleNeeded: the person may not assign this matter.
        NotJoined: the deputy would never hear of it.
        AlreadyClaimed: it is that deputy's already.
        OwnMatter, ImpossibleMove: the rules of `Matter.assign`.
    """
    matter = find_matter(work, cmd.matter_id)
    by = act_as_dispatcher(work, matter)
    _check_revision(matter, cmd.revision)
    to, former = _deputy(work, cmd.seat_id), seat_of(work, matter)
    if not may_be_given(work, matter, to):
        raise AlreadyClaimed(number=matter.number or "", by=to.name)
    give_to(work, matter, to)
    if former and former.id != to.id:
        reach_seats(work, [former], AssignedAway(matter.number or "", seat_name(to)), matter)
    reach_seats(work, [to], AssignedToYou(matter.number or "", seat_name(by)), matter)
    bring(work, matter, to, "deputy")
    return matter, to


def may_be_given(work: Work, matter: Matter, to: Seat) -> bool:
    """Tell whether giving the matter to this deputy changes anything; after two disputes the owner may begin anew."""
    return matter.claimed_by != to.id or awaits_decision(work, matter)


def give_to(work: Work, matter: Matter, to: Seat) -> None:
    """Make a deputy the owner; the resident hears who follows the matter now."""
    matter.assign(to, work.now)
    stop_clock(work, matter, ClockKind.CLAIM)
    record(work, matter, Happening.ASSIGNED, to=encode(seat_name(to)))
    inform(work, matter, AssignedForYou(matter.number or "", seat_name(to)))
    refresh(work, matter)


def place_matter(cmd: PlaceMatter, work: Work) -> tuple[Matter, Community, int]:
    """Say in which community an open matter lies, or that it lies in another one than was thought.

    Nobody's matter goes to the deputies of the new place and leaves those of the old; somebody's stays with its owner.

    Returns:
        The matter, the community, and how many of its deputies can be reached.
    """
    matter = find_matter(work, cmd.matter_id)
    act_as_dispatcher(work, matter)
    _check_revision(matter, cmd.revision)
    if not matter.is_open:
        raise ImpossibleMove(number=matter.number or "", status=matter.status)
    community = work.session.get(Community, cmd.community)
    if community is None or not community.active:
        raise UnknownPlace
    if matter.community_code != community.code:
        _move(work, matter, community)
    return matter, community, len(claimants(work, matter))


def _move(work: Work, matter: Matter, community: Community) -> None:
    """Place the matter and tell the groups of the place; what nobody owns is brought to whom it goes now."""
    _set_place(work, matter, community)
    if matter.status == Status.SUBMITTED and claimants(work, matter):
        deliver(work, matter)
    announce(work, matter)


def _set_place(work: Work, matter: Matter, community: Community) -> None:
    was_placed, before = matter.community_code is not None, matter.constituency_code
    matter.community_code, matter.constituency_code = community.code, community.constituency_code
    matter.outside = False
    record(work, matter, Happening.PLACED, place=community.name)
    if was_placed:
        inform(work, matter, MovedForYou(matter.number or "", community.name))
    if before not in (None, matter.constituency_code):
        fold_elsewhere(work, matter)
    move_notices(work, matter)
    refresh(work, matter)


def take_over(cmd: TakeOver, work: Work) -> Matter:
    """Let an officer take an urgent matter over: the claim clock stops; pressing twice changes nothing."""
    matter = find_matter(work, cmd.matter_id)
    act_as_dispatcher(work, matter, Role.OFFICER)
    if not matter.urgent:
        raise NotUrgent
    if matter.taken_over:
        return matter
    if matter.status != Status.SUBMITTED:
        raise ImpossibleMove(number=matter.number or "", status=matter.status)
    matter.taken_over = True
    stop_clock(work, matter, ClockKind.CLAIM)
    record(work, matter, Happening.TAKEN_OVER)
    inform(work, matter, TakenOverForYou(matter.number or ""), urgent=True)
    refresh(work, matter)
    return matter


def uphold_matter(cmd: UpholdMatter, work: Work) -> Matter:
    """Leave a twice disputed matter closed as it was; the resident's last word stays in the figures."""
    matter = find_matter(work, cmd.matter_id)
    act_as_dispatcher(work, matter, Role.OFFICE, Role.STREET)
    _check_revision(matter, cmd.revision)
    if not awaits_decision(work, matter):
        raise NotDisputedTwice
    matter.uphold(work.now)
    stop_all(work, matter)
    record(work, matter, Happening.UPHELD)
    inform(work, matter, UpheldForYou(matter.number or ""))
    if owner := seat_of(work, matter):
        reach_seats(work, [owner], UpheldForOwner(matter.number or ""), matter)
    refresh(work, matter)
    return matter


def _deputy(work: Work, seat_id: int) -> Seat:
    seat = work.session.get(Seat, seat_id)
    if seat is None or not seat.active or seat.role != Role.DEPUTY:
        raise StalePress
    if not is_reachable(seat.person):
        raise NotJoined(name=seat.name)
    return seat


def _check_revision(matter: Matter, revision: int) -> None:
    if matter.revision != revision:
        raise StalePress
