"""Screens of `/bind`: scopes, streets, places, switches."""

from collections.abc import Sequence

from sqlalchemy import select

from handlers.talk import Talk
from models.organisation import Body, Community, Constituency, Station, Street
from models.person import Group, GroupScope
from services.groups import DISTRICT, Notice, bodies_of_person, notices_of, place_of
from texts import group as say
from texts.message import Text
from texts.press import Press, StalePress
from texts.screen import Button, Rows, Screen, grid, row

PAGE = 5
NOTICES: dict[Notice, Text] = {
    Notice.MATTERS: say.MattersNotice(), Notice.RESULTS: say.ResultsNotice(), Notice.WEEKLY: say.WeeklyNotice(),
}
Place = tuple[str, str]
"""A code and a name."""


def ask_scope(talk: Talk) -> Screen:
    """Ask what the group stands for; a contact of a body may choose the body."""
    def button(label: Text, scope: str) -> Button:
        return Button(label, say.ScopePress(scope))

    bodies = [talk.work.session.get_one(Body, code) for code in bodies_of_person(talk.work)]
    return Screen(say.AskScope(), (
        *(row(Button(say.BodyButton(body.name), say.BindPress(GroupScope.BODY, body.code))) for body in bodies),
        row(button(say.DistrictButton(), GroupScope.DISTRICT), button(say.StreetButton(), GroupScope.STREET)),
        row(button(say.CommunityButton(), GroupScope.COMMUNITY), button(say.DeputiesButton(), GroupScope.DEPUTIES)),
    ))


def ask_street(talk: Talk, scope: str, page: int) -> Screen:
    """Ask for the street: the place itself, or the way to one."""
    streets = _rows(talk, Street.code, Street.name, Street.active)

    def press(code: str) -> Press:
        return say.BindPress(scope, code) if scope == GroupScope.STREET else say.PagePress(scope, code, 0)

    buttons = [Button(say.PlaceButton(name), press(code)) for code, name in _likely_first(talk, streets)]
    rows = _paged(buttons, page, scope, "-")
    if scope == GroupScope.DEPUTIES:
        rows = (row(Button(say.WholeDistrictButton(), say.BindPress(scope, DISTRICT))), *rows)
    return Screen(say.AskStreet(), (*rows, row(Button(say.BackButton(), say.ScopePress("-")))))


def ask_place(talk: Talk, scope: str, street: str, page: int) -> Screen:
    """Ask for the place within a street; those that the group's title names come first."""
    found = talk.work.session.get(Street, street)
    if found is None:
        raise StalePress
    if scope == GroupScope.COMMUNITY:
        places = _rows(talk, Community.code, Community.name, Community.active & (Community.street_code == street))
    else:
        places = [
            *_rows(talk, Constituency.code, Constituency.name,
                   Constituency.active & (Constituency.street_code == street)),
            *_rows(talk, Station.code, Station.name, Station.active & (Station.street_code == street)),
        ]
    buttons = [Button(say.PlaceButton(name), say.BindPress(scope, code)) for code, name in _likely_first(talk, places)]
    back = row(Button(say.BackButton(), say.PagePress(scope, "-", 0)))
    return Screen(say.AskPlace(found.name), (*_paged(buttons, page, scope, street), back))


def bound(talk: Talk, group: Group) -> Screen:
    """Show what the group stands for, with a switch for each kind of notice."""
    if group.scope == GroupScope.BODY:
        return Screen(say.BoundBody(_scope(talk, group)), (row(Button(say.ChangeScopeButton(), say.ScopePress("-"))),))
    taken = notices_of(group)
    switches = [
        Button(say.NoticeOn(name) if notice in taken else say.NoticeOff(name), say.NoticePress(notice.value))
        for notice, name in NOTICES.items()
    ]
    end = row(Button(say.ChangeScopeButton(), say.ScopePress("-")), Button(say.DoneButton(), say.DonePress()))
    return Screen(say.Bound(_scope(talk, group)), (*_pairs(switches), end))


def bound_done(talk: Talk, group: Group) -> Screen:
    """Tell what the group stands for and takes."""
    taken = [name for notice, name in NOTICES.items() if notice in notices_of(group)]
    first, *more = taken or [say.NoNotices()]
    second, third = (*(say.NextNotice(each) for each in more), None, None)[:2]
    return Screen(say.BoundDone(_scope(talk, group), say.NoticeList(first, second, third)))


def _scope(talk: Talk, group: Group) -> Text:
    place = place_of(talk.work, group)
    name = place.name if place else talk.work.house.name
    return say.ForDeputies(name) if group.scope == GroupScope.DEPUTIES else say.ForPlace(name)


def _rows(talk: Talk, code: object, name: object, which: object) -> list[Place]:
    query = select(code, name).where(which).order_by(code)  # type: ignore[call-overload]
    return [(str(row[0]), str(row[1])) for row in talk.work.session.execute(query)]


def _likely_first(talk: Talk, places: Sequence[Place]) -> list[Place]:
    """Put the places first that the group's title speaks of: 固戍社区邻里群 is most likely 固戍社区."""
    title = talk.incoming.chat_title

    def rank(place: Place) -> int:
        name = place[1]
        return 0 if name in title else 1 if name.rstrip("社区街道")[:4] in title else 2

    return sorted(places, key=rank)


def _paged(buttons: Sequence[Button], page: int, scope: str, street: str) -> Rows:
    page = max(0, min(page, (len(buttons) - 1) // PAGE))
    rows = [row(button) for button in buttons[page * PAGE:(page + 1) * PAGE]]
    turns = []
    if page > 0:
        turns.append(Button(say.PreviousButton(), say.PagePress(scope, street, page - 1)))
    if (page + 1) * PAGE < len(buttons):
        turns.append(Button(say.NextButton(), say.PagePress(scope, street, page + 1)))
    return (*rows, tuple(turns)) if turns else tuple(rows)


def _pairs(buttons: Sequence[Button]) -> Rows:
    return grid(buttons)
