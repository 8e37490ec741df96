"""Lists: 待认领, 我的在办, 今日, 超期, 分派."""

from handlers.forms import require_private, send_card
from handlers.routes import Routes
from handlers.talk import Talk
from models.organisation import Seat
from models.organisation_plan import Role
from services.queue import Queue
from services.queue_screens import queue_screen
from services.seats import DISPATCHERS, act_in_role, find_matter
from services.today_list import today_screen
from texts.card_presses import OpenPress
from texts.press import StalePress
from texts.queue import QueuePress, TodayEmpty
from texts.role import Dispatch, Inbox, Mine, Overdue, Today
from texts.screen import Screen

routes = Routes("queue")
WORKERS = (Role.DEPUTY, *DISPATCHERS)
READERS: dict[Queue, tuple[Role, ...]] = {
    Queue.INBOX: (Role.DEPUTY,), Queue.MINE: (Role.DEPUTY,), Queue.OVERDUE: WORKERS,
    Queue.DISPATCH: DISPATCHERS, Queue.DISPUTED: (Role.OFFICE, Role.STREET), Queue.UNROUTED: DISPATCHERS,
    Queue.UNCLAIMED: DISPATCHERS, Queue.URGENT: DISPATCHERS, Queue.STUCK: DISPATCHERS,
}


@routes.key(Inbox)
@routes.command("inbox")
def on_inbox(talk: Talk) -> None:
    """What waits for a claim: by the deputy, or by those whom the dispatcher watches over."""
    seat = seat_among(talk, (Role.DEPUTY, *DISPATCHERS))
    _send(talk, Queue.INBOX if seat.role == Role.DEPUTY else Queue.UNCLAIMED)


@routes.key(Mine)
@routes.command("mine")
def on_mine(talk: Talk) -> None:
    """What the deputy took."""
    _send(talk, Queue.MINE)


@routes.key(Overdue)
@routes.command("overdue")
def on_overdue(talk: Talk) -> None:
    """What is late."""
    _send(talk, Queue.OVERDUE)


@routes.key(Dispatch)
@routes.command("dispatch")
def on_dispatch(talk: Talk) -> None:
    """What waits to be assigned."""
    _send(talk, Queue.DISPATCH)


@routes.key(Today)
@routes.command("today")
def on_today(talk: Talk) -> None:
    """What is due today."""
    seat = seat_among(talk, WORKERS)
    talk.reply(today_screen(talk.work, seat) or Screen(TodayEmpty()), view="list")


@routes.press(QueuePress)
def on_page(talk: Talk, press: QueuePress) -> None:
    """A page was turned."""
    require_private(talk)
    if press.kind not in set(Queue):
        raise StalePress
    queue = Queue(press.kind)
    talk.show(queue_screen(talk.work, seat_among(talk, READERS[queue]), queue, press.page), view="list")


@routes.press(OpenPress)
def on_open(talk: Talk, press: OpenPress) -> None:
    """A matter of a list was chosen."""
    require_private(talk)
    send_card(talk, find_matter(talk.work, press.matter_id))


def seat_among(talk: Talk, roles: tuple[Role, ...]) -> Seat:
    """Return the person's seat of one of the roles, the one they act in first."""
    return act_in_role(talk.work, *roles)


def _send(talk: Talk, queue: Queue) -> None:
    talk.reply(queue_screen(talk.work, seat_among(talk, READERS[queue]), queue), view="list")
