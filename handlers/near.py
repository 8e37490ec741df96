"""`附近诉求`: near which place, then what waits there, a page at a time."""

from handlers.forms import require_private
from handlers.incoming import Content
from handlers.menu import home, means, say_home
from handlers.report_flow import park_report
from handlers.routes import Routes
from handlers.talk import Talk
from models.organisation import Community
from models.places import Point, match_place, nearest
from models.typed import clean_line
from services.draft_place import PLACE_LENGTH
from services.follow import JoinMatter, join_matter
from services.near import Around, near_screen
from services.near_place import choices_of, last_point, point_of
from texts.near import (
    AskNear,
    MeTooPress,
    NearAtPress,
    NearHere,
    NearJoined,
    NearKey,
    NearPin,
    NearPress,
    NearUnchanged,
    NearUnknown,
    NearWhich,
)
from texts.press import StalePress
from texts.report import NoLastPlace, PinHelp
from texts.report_buttons import CommunityLabel, LastPlaceKey, SendPlaceKey
from texts.screen import Button, Key, Screen
from texts.start import Joined

routes = Routes("near")
STEP = "near.place"
MOST = 90 * 100_000
"""A forged button may name a latitude beyond the poles."""


@routes.command("near")
@routes.key(NearKey)
def on_near(talk: Talk) -> None:
    """`附近诉求` or /near."""
    park_report(talk)
    talk.step(STEP)
    last = (Key(LastPlaceKey()),) if last_point(talk.work) else ()
    talk.reply(Screen(AskNear(), keys=((Key(SendPlaceKey(), "location"), *last), *home(talk))), view="form")


@routes.step(STEP, Content.LOCATION, Content.VENUE)
def on_pin(talk: Talk) -> None:
    """A pin or a venue."""
    point = Point(talk.incoming.lat or 0.0, talk.incoming.lon or 0.0)
    found = nearest(*point, talk.work.house.gazetteer.communities)
    _reach(talk, found[0].name if found else "", point)


@routes.step(STEP, Content.TEXT)
def on_words(talk: Talk) -> None:
    """A typed place, or a key of the keyboard."""
    words = talk.incoming.words
    if means(words, SendPlaceKey):
        talk.say(PinHelp())
    elif means(words, LastPlaceKey):
        _use_last(talk)
    else:
        _read(talk, clean_line(words, PLACE_LENGTH))


@routes.step(STEP)
def on_other(talk: Talk) -> None:
    """Something that is no place: the question stands."""
    talk.reply(Screen(AskNear()), view="form")


@routes.press(NearAtPress)
def on_community(talk: Talk, press: NearAtPress) -> None:
    """One of several communities was meant."""
    require_private(talk)
    community = talk.work.session.get(Community, press.community)
    if community is None or not community.active:
        raise StalePress
    talk.leave()
    talk.show(near_screen(talk.work, Around.at(community.lat, community.lon), 0), view="list")


@routes.press(NearPress)
def on_page(talk: Talk, press: NearPress) -> None:
    """A page was turned."""
    require_private(talk)
    talk.show(near_screen(talk.work, _around(press), press.page), view="list")


@routes.press(MeTooPress)
def on_me_too(talk: Talk, press: MeTooPress) -> None:
    """[我也遇到]: the list stays, and counts one more."""
    require_private(talk)
    around = _around(press)
    outcome = join_matter(JoinMatter(press.matter_id), talk.work)
    talk.say(NearJoined(outcome.number) if isinstance(outcome, Joined) else NearUnchanged())
    talk.show(near_screen(talk.work, around, press.page), view="list")


def _around(press: NearPress | MeTooPress) -> Around:
    if abs(press.lat) > MOST or abs(press.lon) > 2 * MOST:
        raise StalePress
    return Around(press.lat, press.lon)


def _use_last(talk: Talk) -> None:
    last = last_point(talk.work)
    if last is None:
        talk.say(NoLastPlace())
    else:
        _reach(talk, *last)


def _read(talk: Talk, words: str) -> None:
    match = match_place(words, talk.work.house.gazetteer)
    if known := point_of(talk.work, match):
        _reach(talk, *known)
        return
    rows = tuple((Button(CommunityLabel(street, each.name), NearAtPress(each.code)),)
                 for each, street in choices_of(talk.work, match))
    talk.reply(Screen(NearWhich(words) if rows else NearUnknown(words), rows), view="form")


def _reach(talk: Talk, name: str, point: Point) -> None:
    """Leave the form, give the menu back, and show what is near."""
    talk.leave()
    say_home(talk, NearHere(name) if name else NearPin())
    talk.reply(near_screen(talk.work, Around.at(*point), 0), view="list")
