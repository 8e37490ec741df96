"""[不再关注] on the card of a matter one joined."""

from handlers.forms import require_private
from handlers.routes import Routes
from handlers.talk import Talk
from services.follow import LeaveMatter, leave_matter
from texts.leave import LeavePress, Left
from texts.screen import Button, Rows, Screen, row
from texts.start import JoinButton, JoinPress

routes = Routes("leave")


@routes.press(LeavePress)
def on_leave(talk: Talk, press: LeavePress) -> None:
    """[不再关注]: the way back stands where the card was."""
    require_private(talk)
    matter = leave_matter(LeaveMatter(press.matter_id), talk.work)
    again: Rows = (row(Button(JoinButton(), JoinPress(matter.id, True))),) if matter.is_open else ()
    talk.show(Screen(Left(matter.number or ""), again), view="public")
