"""The same words from many accounts: what the last of them reads, and the office."""

from texts.message import Text


class JoinedCrowd(Text):
    """The report has joined the first of its kind."""

    number: str
    accounts: int
    followers: int


class InCrowd(Text):
    """The person is with the matter already."""

    number: str
    accounts: int


class CrowdForOffice(Text):
    """Many accounts sent the same words."""

    number: str
    accounts: int
    days: int


class Look(Text):
    """The button to the matter's card."""
