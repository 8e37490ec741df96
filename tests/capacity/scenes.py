"""The hours of which twenty minutes are played for each place, and what people feel in them."""

from dataclasses import dataclass

from tests.bench.figures import percentile
from tests.capacity.flow import Scene, Seen, play
from tests.capacity.limits import cores_of
from tests.capacity.plan import Need

SECONDS = 1200.0


@dataclass(frozen=True)
class Played:
    """An hour of one bot: its name, and what was seen."""

    name: str
    seen: Seen
    seconds: float

    def wait(self, share: float) -> float:
        """Return the milliseconds from an update to its reply's leaving that this share does not exceed."""
        return 1000 * percentile(self.seen.waits, share)


def usual(need: Need) -> Played:
    """Play a usual week's busiest hour."""
    return _play("a usual week's busiest hour", need, need.peak)


def usual_with_notice(need: Need) -> Played:
    """Play the same with a notice going out all the while."""
    return _play("the same, and a notice", need, need.peak, notice=True)


def bad(need: Need) -> Played:
    """Play the bad day's busiest hour."""
    return _play("the bad day's busiest hour", need, need.bad)


def bad_with_notice(need: Need) -> Played:
    """Play the same with a notice going out all the while."""
    return _play("the same, and a notice", need, need.bad, notice=True)


SCENES = (usual, usual_with_notice, bad, bad_with_notice)


def _play(name: str, need: Need, updates: float, *, notice: bool = False) -> Played:
    scene = Scene(updates, need.replicas, cores_of(need), notice=round(need.subscribers) * notice,
                  seconds=SECONDS)
    return Played(name, play(need.inputs, scene), scene.seconds)
