"""[不再接收通知] under a notice, and the way back."""

from sqlalchemy import select

from handlers.forms import require_private
from handlers.routes import Routes
from handlers.talk import Talk
from models.broadcast import Broadcast
from models.mail import Card, Letter
from services.broadcast_mail import letter_screen
from services.opt_out import opt_in, opt_out
from texts.broadcast import OptedIn, OptedOut
from texts.broadcast_buttons import OptInPress, OptOutPress

routes = Routes("opt_out")


@routes.press(OptOutPress)
def on_opt_out(talk: Talk, press: OptOutPress) -> None:
    """[不再接收通知]."""
    require_private(talk)
    opt_out(talk.work)
    talk.say(OptedOut(), alert=True)
    _show(talk, press.broadcast_id, opted_out=True)


@routes.press(OptInPress)
def on_opt_in(talk: Talk, press: OptInPress) -> None:
    """[重新接收通知]."""
    require_private(talk)
    opt_in(talk.work)
    talk.say(OptedIn())
    _show(talk, press.broadcast_id, opted_out=False)


def _show(talk: Talk, broadcast_id: int, *, opted_out: bool) -> None:
    """Let the notice's button show the new state, if this message really is that notice."""
    broadcast = talk.work.session.get(Broadcast, broadcast_id)
    if broadcast is None:
        return
    talk.card = talk.card or _adopt(talk, broadcast)
    if talk.card is not None and talk.card.view == "broadcast":
        screen = letter_screen(talk.work, broadcast, opted_out=opted_out)
        talk.show(screen, view="broadcast")


def _adopt(talk: Talk, broadcast: Broadcast) -> Card | None:
    """Give the pressed notice a card: thousands are sent and few are ever pressed."""
    key = f"broadcast:{broadcast.id}:{talk.incoming.chat_id}"
    made = select(Letter.message_id).where(Letter.dedupe_key == key)
    if talk.incoming.message_id is None or talk.work.session.scalar(made) != talk.incoming.message_id:
        return None
    medium = "photo" if broadcast.photo else "text"
    card = Card(chat_id=talk.incoming.chat_id, message_id=talk.incoming.message_id, view="broadcast", medium=medium,
                person_id=talk.work.person.id, living=False, created_at=talk.work.outbox.real_now)
    talk.work.session.add(card)
    talk.work.session.flush()
    return card
