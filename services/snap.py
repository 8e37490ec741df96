"""A deputy's own 随手拍: in which seat it is followed, and to whom it goes without a claim."""

from models.kinds import Kind
from models.matter import Matter
from models.organisation import Body, Seat
from models.organisation_plan import Role
from models.walk_in import is_walk_in
from services.dispatches import contacts_of, likely_bodies
from services.routing import office, officers_of, street_committee_of
from services.seats import seats_of_person
from services.tell import is_reachable
from services.work import Work


def snap_seat(work: Work, draft: Matter) -> Seat | None:
    """Return the deputy's seat that will own the draft as their own 随手拍; None for what goes to the deputies.

    Of several seats it is the one of the place, else the oldest.
    """
    if draft.kind != Kind.SNAP or is_walk_in(draft):
        return None
    deputies = [seat for seat in seats_of_person(work, draft.author_id) if seat.role == Role.DEPUTY]
    return min(deputies, key=lambda seat: (seat.scope != draft.constituency_code, seat.id), default=None)


def body_for(work: Work, matter: Matter) -> Body | None:
    """Return the body that gets it: the category's, else the street's own office; None while neither would hear."""
    for code in likely_bodies(work, matter):
        body = work.session.get(Body, code)
        if body is not None and body.active and any(is_reachable(seat.person) for seat in contacts_of(work, code)):
            return body
    return None


def overseers_for(work: Work, matter: Matter) -> list[Seat]:
    """Return who gets it while no body would hear: the street committee, else the station's officers and the office."""
    committee = [seat for seat in street_committee_of(work, matter) if is_reachable(seat.person)]
    return committee or [*officers_of(work, matter), *office(work)]


def is_own(work: Work, matter: Matter) -> bool:
    """Tell whether who filed the matter owns it too: as its owner they read everything, and are asked nothing."""
    owner = work.session.get(Seat, matter.claimed_by) if matter.claimed_by else None
    return owner is not None and owner.person_id == matter.author_id
