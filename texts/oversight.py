"""What street committees and the office decide about a matter: not admitted, urgent, hard."""

from texts.message import Text, Until
from texts.press import Press
from texts.role import SeatName


class Reassign(Text):
    """The button that gives an owned matter to another deputy."""


class Reject(Text):
    """The button that ends a matter the congress may not take up."""


class MakeUrgent(Text):
    """The button that makes a matter urgent."""


class MakeOrdinary(Text):
    """The button that takes the urgency back."""


class MakeHard(Text):
    """The button that gives a difficult matter its longer limits."""


class MakeNotHard(Text):
    """The button that takes the longer limits back."""


class Cancel(Text):
    """The button that leaves the form."""


class ConfirmReject(Text):
    """The button that ends it for good."""


class AskRejectReason(Text):
    """Why is it not admissible?"""

    number: str


class AskWhere(Text):
    """Where should the resident go instead?"""

    number: str


class Hotline(Text):
    """A place to go: the government's hotline."""


class Police(Text):
    """A place to go: the police."""


class Court(Text):
    """A place to go: court or labour arbitration."""


class Petitions(Text):
    """A place to go: the petitions office."""


class RejectPreview(Text):
    """The letter as the resident will read it."""

    letter: Text


class AskUrgentReason(Text):
    """Why is it urgent?"""

    number: str


class AskOrdinaryReason(Text):
    """Why is it urgent no more?"""

    number: str


class AskHardReason(Text):
    """Why does it need longer?"""

    number: str


class Rejected(Text):
    """It is over; the resident was told."""

    number: str


class RejectedForYou(Text):
    """Told to the resident: not admitted, why, where to go, and what else one can do."""

    number: str
    reason: str
    where: str | Text


class RejectedForOwner(Text):
    """Told to the owner: not admitted, and why."""

    number: str
    by: SeatName
    reason: str


class UrgentNow(Text):
    """It is urgent; who was told."""

    number: str


class UrgentForYou(Text):
    """Told to the resident: it is treated as urgent."""

    number: str
    reason: str


class UrgentForOwner(Text):
    """Told to the owner: it is urgent, until when."""

    number: str
    by: SeatName
    reason: str
    until: Until


class OrdinaryNow(Text):
    """It is urgent no more."""

    number: str


class OrdinaryForYou(Text):
    """Told to the resident: it goes on with the ordinary limits."""

    number: str
    reason: str
    until: Until


class OrdinaryForOwner(Text):
    """Told to the owner: the ordinary limits count."""

    number: str
    by: SeatName
    reason: str
    until: Until


class HardNow(Text):
    """It is hard; until when it may take."""

    number: str
    until: Until


class HardForYou(Text):
    """Told to the resident: it takes longer, why, until when."""

    number: str
    reason: str
    until: Until


class HardForOwner(Text):
    """Told to the owner: the longer limits count."""

    number: str
    by: SeatName
    reason: str
    until: Until


class AskNotHardReason(Text):
    """Why is it hard no more?"""

    number: str


class NotHardNow(Text):
    """It is hard no more; until when it may take."""

    number: str
    until: Until


class NotHardForYou(Text):
    """Told to the resident: it takes less long, why, until when."""

    number: str
    reason: str
    until: Until


class NotHardForOwner(Text):
    """Told to the owner: the usual limits count."""

    number: str
    by: SeatName
    reason: str
    until: Until


class EntryWhere(Text):
    """Where the timeline says the resident was pointed to."""

    where: str | Text


class RejectPress(Press, verb="rej"):
    """Begin to reject."""

    matter_id: int


class RejectWherePress(Press, verb="rejw"):
    """Choose where the resident should go: hotline, police, court or petitions."""

    matter_id: int
    where: str


class ConfirmRejectPress(Press, verb="rejok"):
    """Reject with the reason and place of the form."""

    matter_id: int


class FlagPress(Press, verb="flag"):
    """Begin to flag: urgent, ordinary, hard or not_hard."""

    matter_id: int
    flag: str
