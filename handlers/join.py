"""Invitations: /start join_<token>, and the answer to who one is."""

from handlers.routes import Routes
from handlers.talk import Talk
from models.organisation import Seat
from models.refusals_of_staff import JoinLinkUsed
from services.join import JoinSeat, find_invitation, join_seat, waiting_for
from services.seats import scope_name, seat_name
from texts.join import AlreadyJoined, AskIdentity, ItsMe, Joined, JoinPress, NotJoined, NotMe
from texts.role import keys_of
from texts.screen import Button, Screen, row

routes = Routes("join")


def begin_join(talk: Talk, token: str) -> None:
    """Ask whether the person is whom the invitation names."""
    seat = find_invitation(talk.work, token)
    if seat.person_id is not None and seat.person_id == talk.work.person.id:
        _confirm(talk, seat)
        return
    buttons = row(Button(ItsMe(), JoinPress(token, True)), Button(NotMe(), JoinPress(token, False)))
    talk.reply(Screen(AskIdentity(seat_name(seat), _scope(talk, seat)), (buttons,)), view="form")


@routes.press(JoinPress)
def on_join(talk: Talk, press: JoinPress) -> None:
    """Somebody said whether they are it."""
    if not talk.incoming.is_private:
        raise JoinLinkUsed
    if not press.yes:
        find_invitation(talk.work, press.token)
        talk.show(Screen(NotJoined()), view="form")
        return
    seat = join_seat(JoinSeat(press.token), talk.work)
    talk.show(Screen(AskIdentity(seat_name(seat), _scope(talk, seat))), view="form")
    waiting = waiting_for(talk.work, seat)
    talk.reply(Screen(Joined(seat_name(seat), _scope(talk, seat), waiting), keys=keys_of(seat.role)), view="form")


def _confirm(talk: Talk, seat: Seat) -> None:
    """Use up the invitation of a seat that came with another one of the same person."""
    if seat.token:
        join_seat(JoinSeat(seat.token), talk.work)
    talk.reply(Screen(AlreadyJoined(seat_name(seat)), keys=keys_of(seat.role)), view="form")


def _scope(talk: Talk, seat: Seat) -> str:
    return scope_name(talk.work, seat.role, seat.scope)
