"""/office: the panel of those who dispatch, one message edited in place, and the head's [认领]."""

from handlers.forms import require_private, show_card
from handlers.queue import seat_among
from handlers.routes import Routes
from handlers.talk import Talk
from services.desk import panel_screen
from services.seats import DISPATCHERS
from services.stuck import TakeStuck, take_stuck
from texts.desk import PanelPress, Taken, TakeStuckPress
from texts.role import Office

routes = Routes("desk")


@routes.key(Office)
@routes.command("office")
def on_office(talk: Talk) -> None:
    """The panel."""
    talk.reply(panel_screen(talk.work, seat_among(talk, DISPATCHERS)), view="list")


@routes.press(PanelPress)
def on_panel(talk: Talk, press: PanelPress) -> None:
    """[刷新] or back from a list."""
    require_private(talk)
    talk.show(panel_screen(talk.work, seat_among(talk, DISPATCHERS)), view="list")


@routes.press(TakeStuckPress)
def on_take(talk: Talk, press: TakeStuckPress) -> None:
    """[认领] of the station head."""
    require_private(talk)
    matter = take_stuck(TakeStuck(press.matter_id, press.revision), talk.work)
    talk.say(Taken(matter.number or ""))
    show_card(talk, matter)
