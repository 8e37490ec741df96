"""What the rules of seats, groups and leave refuse."""

from datetime import datetime

from models.refusals import Refusal


class JoinLinkUsed(Refusal):
    """The invitation was used already, or never existed."""


class RosterNeeded(Refusal):
    """Only a person of the roster may say what a group stands for."""


class AdminNeeded(Refusal):
    """Only an administrator of the group may change what it stands for."""


class GroupNotBound(Refusal):
    """The group stands for nothing yet."""


class OwnSeat(Refusal):
    """Nobody of the office unbinds themselves: somebody must be left to invite."""


class SeatTaken(Refusal):
    """A person who joined needs no invitation."""

    name: str


class LeaveInPast(Refusal):
    """An absence begins today or later."""


class LeaveEndsFirst(Refusal):
    """An absence ends on the day it begins or later."""


class LeaveTooLong(Refusal):
    """An absence lasts a year at most."""


class LeaveOverlaps(Refusal):
    """There is an absence in these days already."""

    first: datetime
    last: datetime


class OwnSubstitute(Refusal):
    """Nobody stands in for themselves."""


class SubstituteTooFar(Refusal):
    """The substitute is a deputy of the same constituency or station."""

    name: str


class SubstituteAway(Refusal):
    """The substitute is away in these days too."""

    name: str


class SeatHeld(Refusal):
    """Whoever is on the roster cannot be erased before the office releases them."""

    name: str
