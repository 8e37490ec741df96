"""Buttons of officers, station heads, street committees and the congress office."""

from texts.press import Press


class AssignPress(Press, verb="assign"):
    """Choose a street, from a page of them."""

    matter_id: int
    page: int


class AssignAnyPress(Press, verb="asgany"):
    """Choose a street although the matter has a constituency."""

    matter_id: int
    page: int


class AssignStreetPress(Press, verb="asgst"):
    """Choose a constituency of a street."""

    matter_id: int
    street: str
    page: int


class AssignConstituencyPress(Press, verb="asgcon"):
    """Choose a deputy of a constituency."""

    matter_id: int
    constituency: str
    page: int


class AssignToPress(Press, verb="asgto"):
    """Assign to this deputy."""

    matter_id: int
    seat_id: int
    revision: int


class PlacePress(Press, verb="place"):
    """Choose a street for the community."""

    matter_id: int
    page: int


class PlaceStreetPress(Press, verb="plst"):
    """Choose a community of a street."""

    matter_id: int
    street: str
    page: int


class PlaceAtPress(Press, verb="plat"):
    """Place the matter in this community."""

    matter_id: int
    community: str
    revision: int


class TakeOverPress(Press, verb="takeover"):
    """Take the urgent matter over."""

    matter_id: int


class UpholdPress(Press, verb="uphold"):
    """Leave it closed."""

    matter_id: int
    revision: int
