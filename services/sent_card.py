"""What the owner reads of an answer that went out: [办结] stands there while closing is possible."""

from models.lifecycle import Status
from models.mail import Card
from models.matter import Matter
from models.person import Person
from models.walk_in import is_walk_in
from services.cards import view
from services.facts import next_limit
from services.tell import is_reachable
from services.work import Work
from texts.answer import AnswerSent, AnswerWasSent, Close, ClosePress, NotDelivered, ResponseSent
from texts.preview import Below
from texts.screen import Button, Screen, row

SENT = "sent"


@view(SENT)
def render_sent(work: Work, matter: Matter, _card: Card) -> Screen:
    """Offer to close an answered matter; one that moved on keeps the words alone."""
    if matter.status != Status.ANSWERED:
        return Screen(AnswerWasSent(matter.number or ""))
    author = work.session.get(Person, matter.author_id)
    return sent_screen(work, matter, is_reached=is_walk_in(matter) or is_reachable(author))


def sent_screen(work: Work, matter: Matter, *, is_reached: bool) -> Screen:
    """Say that it was sent, and until when to close; or that the resident cannot be reached."""
    is_closable = matter.status == Status.ANSWERED
    rows = (row(Button(Close(), ClosePress(matter.id, matter.revision))),) if is_closable else ()
    if not is_reached:
        return Screen(NotDelivered(matter.number or ""), rows)
    kind = AnswerSent if matter.answered_at else ResponseSent
    limit = next_limit(work, matter)
    return Screen(kind(matter.number or "", Below((limit,)) if limit else None), rows)
