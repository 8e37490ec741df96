"""Everything the two sides share, made once and handed to both."""

from dataclasses import dataclass, field

from sandbox.callbacks import Callbacks
from sandbox.clock import Clock
from sandbox.delivery.dispatch import Dispatch
from sandbox.events import Events
from sandbox.faults import Faults
from sandbox.files import Files
from sandbox.journal import Journal
from sandbox.limits import Limits
from sandbox.nursery import Nursery
from sandbox.photos import Photos
from sandbox.posting import Posting
from sandbox.stats import Stats
from sandbox.world import World


@dataclass(slots=True)
class Services:
    """The parts of one sandbox."""

    clock: Clock
    journal: Journal
    nursery: Nursery
    world: World
    events: Events
    dispatch: Dispatch
    posting: Posting
    files: Files
    photos: Photos
    callbacks: Callbacks
    limits: Limits
    faults: Faults = field(default_factory=Faults)
    stats: Stats = field(default_factory=Stats)
