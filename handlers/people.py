"""人员: the roster, [邀请], [重新邀请], [解绑]; the congress office alone."""

from handlers.forms import require_private
from handlers.routes import Routes
from handlers.talk import Talk
from services.people import InviteSeat, UnbindSeat, find_listed, find_seat, invite_seat, unbind_seat
from services.people_screens import people_screen, person_screen, roles_screen, streets_screen, sure_screen
from services.seats import scope_name, seat_name
from texts.people import (
    Invitation,
    InvitePress,
    PeoplePress,
    RolePeoplePress,
    SeatPress,
    StreetPress,
    UnbindPress,
    Unbound,
)
from texts.screen import CODE, Media, Screen

routes = Routes("people")


@routes.press(PeoplePress)
def on_people(talk: Talk, press: PeoplePress) -> None:
    """The streets."""
    require_private(talk)
    talk.show(streets_screen(talk.work, press.page), view="list")


@routes.press(StreetPress)
def on_street(talk: Talk, press: StreetPress) -> None:
    """The roles of a street."""
    require_private(talk)
    talk.show(roles_screen(talk.work, press.street), view="list")


@routes.press(RolePeoplePress)
def on_role(talk: Talk, press: RolePeoplePress) -> None:
    """The people of a role."""
    require_private(talk)
    talk.show(people_screen(talk.work, press.street, press.role, press.page), view="list")


@routes.press(SeatPress)
def on_seat(talk: Talk, press: SeatPress) -> None:
    """One person."""
    require_private(talk)
    talk.show(person_screen(talk.work, find_listed(talk.work, press.seat_id)), view="list")


@routes.press(InvitePress)
def on_invite(talk: Talk, press: InvitePress) -> None:
    """[邀请] or [重新邀请]: link and code, as a message that can be passed on."""
    require_private(talk)
    seat, link = invite_seat(InviteSeat(press.seat_id, press.anew), talk.work)
    text = Invitation(seat_name(seat), scope_name(talk.work, seat.role, seat.scope), link)
    talk.reply(Screen(text, media=(Media(CODE, path=link),)), view="invitation")


@routes.press(UnbindPress)
def on_unbind(talk: Talk, press: UnbindPress) -> None:
    """[解绑], asked twice."""
    require_private(talk)
    seat = find_seat(talk.work, press.seat_id)
    if not press.sure:
        talk.show(sure_screen(talk.work, seat), view="list")
        return
    seat = unbind_seat(UnbindSeat(press.seat_id), talk.work)
    talk.say(Unbound(seat_name(seat)), alert=True)
    talk.show(person_screen(talk.work, seat), view="list")
