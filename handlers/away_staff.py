"""请假 of those who watch over deputies: who is away, and leave filed for somebody else."""

from handlers.away_staff_screens import choose_screen, list_screen
from handlers.forms import require_private
from handlers.incoming import Content
from handlers.queue import seat_among
from handlers.routes import Routes
from handlers.talk import Talk
from services.seats import DISPATCHERS
from texts import away_staff as say

routes = Routes("away_staff")
VIEW = "away"


def show_absences(talk: Talk) -> None:
    """Send the list of who is away."""
    talk.reply(list_screen(talk.work, seat_among(talk, DISPATCHERS), 0), view=VIEW)


@routes.press(say.AbsencesPress)
def on_list(talk: Talk, press: say.AbsencesPress) -> None:
    """A page of who is away."""
    require_private(talk)
    talk.show(list_screen(talk.work, seat_among(talk, DISPATCHERS), press.page), view=VIEW)


@routes.press(say.FilePress)
def on_file(talk: Talk, press: say.FilePress) -> None:
    """[代为请假]: for whom?"""
    require_private(talk)
    talk.show(choose_screen(talk.work, seat_among(talk, DISPATCHERS), press.page), view=VIEW)
    talk.step("away_staff.whom")


@routes.step("away_staff.whom", Content.TEXT)
def on_name(talk: Talk) -> None:
    """A name was typed instead."""
    seat = seat_among(talk, DISPATCHERS)
    talk.reply(choose_screen(talk.work, seat, 0, talk.incoming.words.strip()), view=VIEW)
