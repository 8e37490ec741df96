"""Officers, heads, street committees and the office: [分派], [选社区], [已接手], [维持办结]."""

from handlers.forms import FORM, require_private, show_card
from handlers.office_screens import (
    choose_community_screen,
    choose_constituency_screen,
    choose_deputy_screen,
    choose_street_screen,
)
from handlers.routes import Routes
from handlers.talk import Talk
from models.matter import Matter
from models.refusals import NoSuchMatter
from services.office import (
    AssignMatter,
    PlaceMatter,
    TakeOver,
    UpholdMatter,
    assign_matter,
    place_matter,
    take_over,
    uphold_matter,
)
from services.routing import seat_of
from services.seats import act_as_dispatcher, find_matter, seat_name
from texts.message import Text
from texts.office import Assigned, Placed, PlacedForOwner, PlacedNobody, TakenOverNow, UpheldNow
from texts.office_presses import (
    AssignAnyPress,
    AssignConstituencyPress,
    AssignPress,
    AssignStreetPress,
    AssignToPress,
    PlaceAtPress,
    PlacePress,
    PlaceStreetPress,
    TakeOverPress,
    UpholdPress,
)
from texts.screen import Screen

routes = Routes("office")


@routes.press(AssignPress)
def on_assign(talk: Talk, press: AssignPress) -> None:
    """[分派]: a matter with a constituency offers its deputies, another one the streets."""
    matter = _mine(talk, press.matter_id)
    if matter.constituency_code:
        _show(talk, matter, choose_deputy_screen(talk.work, matter, matter.constituency_code))
    else:
        _show(talk, matter, choose_street_screen(talk.work, matter, press.page, places=False))


@routes.press(AssignAnyPress)
def on_assign_any(talk: Talk, press: AssignAnyPress) -> None:
    """Deputies elsewhere."""
    matter = _mine(talk, press.matter_id)
    _show(talk, matter, choose_street_screen(talk.work, matter, press.page, places=False))


@routes.press(AssignStreetPress)
def on_assign_street(talk: Talk, press: AssignStreetPress) -> None:
    """A street was chosen."""
    matter = _mine(talk, press.matter_id)
    _show(talk, matter, choose_constituency_screen(talk.work, matter, press.street, press.page))


@routes.press(AssignConstituencyPress)
def on_assign_constituency(talk: Talk, press: AssignConstituencyPress) -> None:
    """A constituency was chosen."""
    matter = _mine(talk, press.matter_id)
    _show(talk, matter, choose_deputy_screen(talk.work, matter, press.constituency))


@routes.press(AssignToPress)
def on_assign_to(talk: Talk, press: AssignToPress) -> None:
    """A deputy was chosen."""
    require_private(talk)
    matter, to = assign_matter(AssignMatter(press.matter_id, press.seat_id, press.revision), talk.work)
    told = Assigned(matter.number or "", seat_name(to))
    talk.say(told)
    _go_back(talk, matter, told)


@routes.press(PlacePress)
def on_place(talk: Talk, press: PlacePress) -> None:
    """[选社区] or [改社区]."""
    matter = _mine(talk, press.matter_id)
    _show(talk, matter, choose_street_screen(talk.work, matter, press.page, places=True))


@routes.press(PlaceStreetPress)
def on_place_street(talk: Talk, press: PlaceStreetPress) -> None:
    """The street of the place was chosen."""
    matter = _mine(talk, press.matter_id)
    _show(talk, matter, choose_community_screen(talk.work, matter, press.street, press.page))


@routes.press(PlaceAtPress)
def on_place_at(talk: Talk, press: PlaceAtPress) -> None:
    """The community was chosen."""
    require_private(talk)
    cmd = PlaceMatter(press.matter_id, press.community, press.revision)
    matter, community, received = place_matter(cmd, talk.work)
    told = _placed(talk, matter, community.name, received)
    talk.say(told, alert=True)
    _go_back(talk, matter, told)


@routes.press(TakeOverPress)
def on_take_over(talk: Talk, press: TakeOverPress) -> None:
    """[已接手]."""
    require_private(talk)
    matter = take_over(TakeOver(press.matter_id), talk.work)
    talk.say(TakenOverNow(matter.number or ""), alert=True)


@routes.press(UpholdPress)
def on_uphold(talk: Talk, press: UpholdPress) -> None:
    """[维持办结]."""
    require_private(talk)
    matter = uphold_matter(UpholdMatter(press.matter_id, press.revision), talk.work)
    talk.say(UpheldNow(matter.number or ""))


def _placed(talk: Talk, matter: Matter, name: str, received: int) -> Text:
    number, owner = matter.number or "", seat_of(talk.work, matter)
    if owner is not None:
        return PlacedForOwner(number, name, seat_name(owner))
    return Placed(number, name, received) if received else PlacedNobody(number, name)


def _mine(talk: Talk, matter_id: int) -> Matter:
    require_private(talk)
    matter = find_matter(talk.work, matter_id)
    act_as_dispatcher(talk.work, matter)
    return matter


def _show(talk: Talk, matter: Matter, screen: Screen) -> None:
    talk.show(screen, view=FORM, matter_id=matter.id)


def _go_back(talk: Talk, matter: Matter, told: Text) -> None:
    """Go back to the card; one that left the station's sight by its new place becomes a line of text."""
    try:
        show_card(talk, matter)
    except NoSuchMatter:
        talk.show(Screen(told), view=FORM, matter_id=matter.id)
