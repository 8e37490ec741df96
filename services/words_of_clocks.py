"""What reminders say: the words of a rung, a matter and the overdue board."""

from models.category import Column
from models.clock import Clock
from models.lifecycle import Status
from models.matter import Matter
from models.organisation import Body
from models.policy import ClockKind, Recipient
from models.rungs import ScheduledRung
from models.typed import shorten
from services.dispatches import body_name, dispatch_at_body
from services.routing import place_names, seat_of
from services.work import Work
from texts import clock as say
from texts.dispatch_told import OwingBody
from texts.message import Names, Term, Text, Until
from texts.role import SeatName

WORDS = 60
CLOCKS: dict[str, tuple[Text, Text]] = {
    "claim": (say.ClaimClock(), say.ClaimStep()),
    "first_answer": (say.FirstAnswerClock(), say.FirstAnswerStep()),
    "sign": (say.SignClock(), say.SignStep()),
    "resolve": (say.ResolveClock(), say.ResolveStep()),
}


def reminder(work: Work, matter: Matter, clock: Clock, rung: ScheduledRung, recipient: Recipient) -> Text:
    """Return what a rung says to one of its recipients."""
    name, step = CLOCKS[clock.kind]
    if matter.status == Status.SUBMITTED and clock.kind != ClockKind.CLAIM:
        step = say.ClaimFirstStep()
    urgent = say.Urgent() if clock.column == Column.URGENT else None
    owner = debtor_of(work, matter, clock)
    number, until, about = matter.number or "", Until(clock.ends_at), gist(work, matter)
    match recipient:
        case Recipient.OWING if clock.ends_at > work.now:
            return say.Nearly(urgent, number, name, until, about, step)
        case Recipient.OWING:
            return say.Passed(urgent, number, name, until, about, step)
        case Recipient.HEAD:
            return say.PassedForHead(urgent, number, name, until, about, owner)
    return say.Escalated(urgent, number, name, until, about, owner)


def gist(work: Work, matter: Matter) -> Text:
    """Return where the matter is and how its words begin, for those who work on it."""
    return say.Gist(where(work, matter), shorten(" ".join(matter.words.split()), WORDS))


def where(work: Work, matter: Matter) -> Text:
    """Return street and community of the matter."""
    street, community = place_names(work, matter)
    return say.Where(street, community) if street else say.NoWhere()


def debtor_of(work: Work, matter: Matter, clock: Clock) -> Text:
    """Return who owes what a clock waits for: the body that should sign, else the owner."""
    dispatch = dispatch_at_body(work, matter) if clock.kind == ClockKind.SIGN else None
    return OwingBody(body_name(work, dispatch.body_code)) if dispatch else owner_of(work, matter)


def owner_of(work: Work, matter: Matter) -> Text:
    """Return who owns the matter, by name and role."""
    seat = seat_of(work, matter)
    return say.OwnedBy(SeatName(seat.name, Term("role", seat.role))) if seat else say.Unclaimed()


def board_line(work: Work, matter: Matter, clock: Clock) -> Text:
    """Return the matter's line on the overdue board: number, body, street."""
    category = work.house.policy.find(matter.category)
    dispatch = dispatch_at_body(work, matter)
    code = dispatch.body_code if dispatch else category.body if category else None
    body = work.session.get(Body, code) if code else None
    street, _ = place_names(work, matter)
    return say.BoardLine(matter.number or "", Names(body.name, body.name) if body else None,
                         say.StreetOnly(street) if street else say.NoWhere())
