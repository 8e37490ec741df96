"""Taking a matter, putting it aside, and giving it back."""

from dataclasses import dataclass

from sqlalchemy import select, update

from models.lifecycle import Status
from models.matter import Happening, Hidden, Matter
from models.organisation import Seat
from models.policy import ClockKind
from models.refusals import AlreadyClaimed, MatterChanged
from services.cards import refresh
from services.clocks import deadline, resume_clock, stop_clock
from services.delivery import bring, bring_to_heads, claimants
from services.inform import inform
from services.reach import reach_seats
from services.routing import heads_of
from services.seats import act_as_deputy, act_as_owner, acting_name, find_matter
from services.timeline import record
from services.work import Work
from texts.deputy import AnswerBy, ClaimedForYou, NobodysMatter, ReleasedByOwner, ReleasedForYou
from texts.message import Until
from texts.press import StalePress

TRIES = 3


@dataclass(frozen=True)
class ClaimMatter:
    """Take an unclaimed matter of one's own constituency."""

    matter_id: int


@dataclass(frozen=True)
class DeclineMatter:
    """Put a matter aside."""

    matter_id: int


@dataclass(frozen=True)
class ReleaseMatter:
    """Give a matter back to the pool, as it stood at a revision."""

    matter_id: int
    revision: int


def claim_matter(cmd: ClaimMatter, work: Work) -> Matter:
    """Take an unclaimed matter of one's own constituency; of two at once one wins.

    Raises:
        AlreadyClaimed: somebody was faster; it says who.
        OwnMatter, NotYourConstituency, RoleNeeded, ImpossibleMove: the rules of `Matter.check_claim`.
    """
    matter = find_matter(work, cmd.matter_id)
    seat = act_as_deputy(work, matter)
    if matter.claimed_by == seat.id and matter.is_open:
        return matter
    _refuse_if_taken(work, matter)
    matter.check_claim(seat)
    _take(work, matter, seat)
    stop_clock(work, matter, ClockKind.CLAIM)
    record(work, matter, Happening.CLAIMED)
    _tell_claimed(work, matter)
    refresh(work, matter)
    return matter


def _tell_claimed(work: Work, matter: Matter) -> None:
    until = deadline(work, matter, ClockKind.FIRST_ANSWER)
    told = ClaimedForYou(matter.number or "", acting_name(work), AnswerBy(Until(until)) if until else None)
    inform(work, matter, told)


def _take(work: Work, matter: Matter, seat: Seat) -> None:
    """Claim in one statement, whose guard decides between two deputies in any number of processes.

    A resident's chase at the same moment changes the revision too: then the claim is tried again.
    """
    for _ in range(TRIES):
        if _try(work, matter, seat):
            return
        _refuse_if_taken(work, matter)
        matter.check_claim(seat)
    raise MatterChanged


def _try(work: Work, matter: Matter, seat: Seat) -> bool:
    work.session.flush()
    claim = update(Matter).where(
        Matter.id == matter.id, Matter.claimed_by.is_(None), Matter.status == Status.SUBMITTED,
        Matter.revision == matter.revision,
    ).values(status=Status.CLAIMED, claimed_by=seat.id, claimed_at=work.now, revision=Matter.revision + 1)
    claim_id = claim.returning(Matter.id).execution_options(synchronize_session=False)
    won = work.session.scalar(claim_id)
    work.session.refresh(matter)
    return won is not None


def _refuse_if_taken(work: Work, matter: Matter) -> None:
    if matter.claimed_by is not None and matter.is_open:
        owner = work.session.get_one(Seat, matter.claimed_by)
        raise AlreadyClaimed(number=matter.number or "", by=owner.name)


def decline_matter(cmd: DeclineMatter, work: Work) -> Matter:
    """Put a matter aside; when every deputy who could take it has done so, the station head is called."""
    matter = find_matter(work, cmd.matter_id)
    seat = act_as_deputy(work, matter)
    _refuse_if_taken(work, matter)
    matter.check_claim(seat)
    if work.session.get(Hidden, (matter.id, seat.id)) is None:
        work.session.add(Hidden(matter_id=matter.id, seat_id=seat.id, at=work.now))
        record(work, matter, Happening.DECLINED)
        if _nobody_left(work, matter):
            _call_head(work, matter)
    refresh(work, matter)
    return matter


def _nobody_left(work: Work, matter: Matter) -> bool:
    hidden = set(work.session.scalars(select(Hidden.seat_id).where(Hidden.matter_id == matter.id)))
    return all(seat.id in hidden for seat in claimants(work, matter))


def _call_head(work: Work, matter: Matter) -> None:
    bring_to_heads(work, matter)
    reach_seats(work, heads_of(work, matter), NobodysMatter(matter.number or ""), matter)


def release_matter(cmd: ReleaseMatter, work: Work) -> Matter:
    """Give a matter back to the pool: the same deadlines go on, and every deputy gets its card.

    Raises:
        StalePress: the matter moved on since the button was shown.
        NotYours: somebody else has it in hand.
    """
    matter = find_matter(work, cmd.matter_id)
    seat = act_as_owner(work, matter)
    if matter.revision != cmd.revision:
        raise StalePress
    matter.release(seat)
    _forget_hidden(work, matter)
    if not matter.taken_over:
        resume_clock(work, matter, ClockKind.CLAIM)
    record(work, matter, Happening.RELEASED)
    inform(work, matter, ReleasedForYou(matter.number or ""))
    refresh(work, matter)
    _bring_again(work, matter, seat)
    return matter


def _forget_hidden(work: Work, matter: Matter) -> None:
    """Show it to everyone again: what was not mine then may be mine now."""
    for hidden in work.session.scalars(select(Hidden).where(Hidden.matter_id == matter.id)):
        work.session.delete(hidden)


def _bring_again(work: Work, matter: Matter, former: Seat) -> None:
    others = [seat for seat in claimants(work, matter) if seat.id != former.id]
    reach_seats(work, others, ReleasedByOwner(matter.number or "", acting_name(work)), matter)
    if matter.urgent or not work.house.quiet.is_quiet(work.now):
        for seat in others:
            bring(work, matter, seat, "deputy")
