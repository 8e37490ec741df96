"""Where a draft's trouble is: a pin, typed words, the last place, or nowhere."""

import re

from sqlalchemy import select

from models.matter import Matter
from models.organisation import Community, Street
from models.places import PlaceKind, PlaceMatch, match_place, nearest
from models.typed import clean_line
from services.draft import remember
from services.routing import place_names, route
from services.work import Work
from texts.message import Text
from texts.report import NoPlace, OutsidePlace, PinOnly

PLACE_LENGTH = 200
_ELSEWHERE = re.compile(r"^(?:[一-鿿]{2,3}省)?([一-鿿]{2,4}?(?:市(?!场|民)|区(?!间|域)))")


def set_pin(work: Work, draft: Matter, lat: float, lon: float, venue: str | None = None) -> None:
    """Place the draft at a WGS-84 pin; its community is the nearest anchor's, if one is near."""
    found = nearest(lat, lon, work.house.gazetteer.communities)
    draft.lat, draft.lon = lat, lon
    _settle(work, draft, found[0].code if found else None, venue or "", outside=found is None)


def set_typed_place(work: Work, draft: Matter, words: str) -> PlaceMatch:
    """Place the draft by words; an ambiguous name or a bare street stays open until it is chosen."""
    words = clean_line(words, PLACE_LENGTH)
    match = match_place(words, work.house.gazetteer)
    draft.lat = draft.lon = None
    if match.kind in (PlaceKind.AMBIGUOUS, PlaceKind.STREET_ONLY):
        street = match.street.code if match.street else None
        remember(draft, typed=words, rest=match.rest, street=street, candidates=[one.code for one in match.communities])
        return match
    if match.kind is PlaceKind.EXACT:
        _settle(work, draft, match.communities[0].code, match.rest)
    else:
        _settle(work, draft, None, words, outside=_is_elsewhere(work, words))
    return match


def name_community(work: Work, draft: Matter, words: str) -> bool:
    """Place a draft whose community is unknown by words that are nothing but a community's name; tell whether they are.

    What was typed as its place before stays as the rest of it.
    """
    match = match_place(clean_line(words, PLACE_LENGTH), work.house.gazetteer)
    if draft.community_code or match.kind is not PlaceKind.EXACT or match.rest:
        return False
    _settle(work, draft, match.communities[0].code, draft.place or "")
    return True


def choose_community(work: Work, draft: Matter, code: str | None) -> None:
    """Settle an open place: one of the candidates, or none of them."""
    street = draft.form.get("street")
    is_known = code is not None and work.session.get(Community, code) is not None
    _settle(work, draft, code if is_known else None, draft.form.get("rest" if is_known else "typed") or "")
    if not is_known:
        remember(draft, street=street)


def use_last_place(work: Work, draft: Matter) -> None:
    """Place the draft where the person's last matter was."""
    person = work.person
    draft.lat, draft.lon = person.last_lat, person.last_lon
    _settle(work, draft, person.last_community_code, person.last_place or "")


def skip_place(work: Work, draft: Matter) -> None:
    """Leave the place open for whoever dispatches the matter."""
    draft.lat = draft.lon = None
    _settle(work, draft, None, "")


def candidates_of(work: Work, draft: Matter) -> list[Community]:
    """Return the communities to ask about: those of an ambiguous name, or of a bare street."""
    codes, street = draft.form.get("candidates"), draft.form.get("street")
    query = select(Community).where(Community.active).order_by(Community.code)
    if codes:
        return list(work.session.scalars(query.where(Community.code.in_(codes))))
    return list(work.session.scalars(query.where(Community.street_code == street))) if street else []


def street_name(work: Work, code: str) -> str:
    """Return a street's name, empty for an unknown code."""
    street = work.session.get(Street, code)
    return street.name if street else ""


def place_text(work: Work, matter: Matter) -> Text | str:
    """Say where the matter is, as far as anyone knows."""
    street, community = place_names(work, matter)
    rest = matter.place or ""
    if matter.outside:
        return OutsidePlace(rest or PinOnly())
    if street or community or rest:
        return " ".join(part for part in (street, community, rest) if part)
    return PinOnly() if matter.lat is not None else NoPlace()


def _settle(work: Work, draft: Matter, community: str | None, words: str, *, outside: bool = False) -> None:
    draft.community_code, draft.outside = community, outside
    draft.place = clean_line(words, PLACE_LENGTH) or None
    remember(draft, place=True, typed=None, rest=None, street=None, candidates=None)
    route(work, draft)


def _is_elsewhere(work: Work, words: str) -> bool:
    """Tell whether the words begin with another city or district than ours."""
    found = _ELSEWHERE.match(words)
    district = work.house.gazetteer.district
    return found is not None and found[1] not in (*district.parents, district.name)
