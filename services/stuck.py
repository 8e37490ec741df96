"""What nobody claimed for too long: it waits in the station head's list, who takes or assigns it."""

from dataclasses import dataclass

from models.matter import Matter
from models.organisation import Seat
from models.organisation_plan import Role
from models.refusals import RoleNeeded
from models.refusals_of_office import NotStuck
from services.office import give_to
from services.queue import is_stuck
from services.seats import act_as_dispatcher, find_matter, seats_of
from services.work import Work
from texts.press import StalePress


@dataclass(frozen=True)
class TakeStuck:
    """Take a matter nobody claimed, as it stood at a revision."""

    matter_id: int
    revision: int


def take_stuck(cmd: TakeStuck, work: Work) -> Matter:
    """Let the station head, who is a deputy, own what the constituency's deputies left lying.

    Raises:
        RoleNeeded: the person is no head of the matter's station, or no deputy.
        NotStuck: its own deputies may still claim it.
    """
    matter = find_matter(work, cmd.matter_id)
    act_as_dispatcher(work, matter, Role.HEAD)
    if matter.revision != cmd.revision:
        raise StalePress
    if not is_stuck(work, matter):
        raise NotStuck(number=matter.number or "")
    give_to(work, matter, _own_deputy(work))
    return matter


def _own_deputy(work: Work) -> Seat:
    own = next((seat for seat in seats_of(work) if seat.role == Role.DEPUTY), None)
    if own is None:
        raise RoleNeeded(role=Role.DEPUTY)
    return own
