"""[移交全部诉求]: everything a deputy has in hand goes to another; the congress office alone."""

from handlers.forms import require_private
from handlers.routes import Routes
from handlers.talk import Talk
from services.hand_over import HandOverAll, hand_over_all
from services.hand_over_screens import done_text, successors_screen, sure_screen
from texts.hand_over import HandOverPress, HandToPress
from texts.people import Back, SeatPress
from texts.screen import Button, Screen, row

routes = Routes("hand_over")


@routes.press(HandOverPress)
def on_hand_over(talk: Talk, press: HandOverPress) -> None:
    """Whom to?"""
    require_private(talk)
    talk.show(successors_screen(talk.work, press.seat_id, press.page), view="list")


@routes.press(HandToPress)
def on_hand_to(talk: Talk, press: HandToPress) -> None:
    """A deputy was chosen, then it was meant."""
    require_private(talk)
    if not press.sure:
        talk.show(sure_screen(talk.work, press.seat_id, press.to_id), view="list")
        return
    done = done_text(*hand_over_all(HandOverAll(press.seat_id, press.to_id), talk.work))
    talk.show(Screen(done, (row(Button(Back(), SeatPress(press.to_id))),)), view="list")
