"""Near which place: a typed one, or the person's last one, as a point."""

from models.organisation import Community, Street
from models.places import PlaceKind, PlaceMatch, Point
from services.work import Work

CHOICES = 5


def point_of(work: Work, match: PlaceMatch) -> tuple[str, Point] | None:
    """Return name and point of a community or of a street's middle; None while it may be several, or none."""
    if match.kind is PlaceKind.EXACT:
        community = match.communities[0]
        return community.name, Point(community.lat, community.lon)
    if match.kind is PlaceKind.STREET_ONLY and match.street is not None:
        code = match.street.code
        inside = [each for each in work.house.gazetteer.communities if each.street == code]
        count = len(inside)
        middle = Point(sum(each.lat for each in inside) / count, sum(each.lon for each in inside) / count)
        return match.street.name, middle
    return None


def choices_of(work: Work, match: PlaceMatch) -> list[tuple[Community, str]]:
    """Return the communities that typed words may mean, with the names of their streets."""
    found = [work.session.get(Community, each.code) for each in match.communities[:CHOICES]]
    return [(each, work.session.get_one(Street, each.street_code).name) for each in found if each is not None]


def last_point(work: Work) -> tuple[str, Point] | None:
    """Return name and point of the person's last place; None when nobody can say where it is."""
    person = work.person
    community = work.session.get(Community, person.last_community_code) if person.last_community_code else None
    name = " ".join(part for part in (community.name if community else "", person.last_place or "") if part)
    if person.last_lat is not None and person.last_lon is not None:
        return name, Point(person.last_lat, person.last_lon)
    return (name, Point(community.lat, community.lon)) if community else None
