"""A month after a solved matter: is it still good?"""

from dataclasses import dataclass
from datetime import UTC, timedelta

from models.lifecycle import Status
from models.mail import Due
from models.matter import Happening, Matter, ResultClass
from models.policy import ClockKind
from models.refusals import OnlyTheAuthor
from services.cards import refresh
from services.clocks import deadline, restart_clocks
from services.due import due, plan
from services.reach import reach_seats, responsible_seats
from services.routing import office
from services.tell import tell_author
from services.timeline import record
from services.work import Work
from texts import follow_up as say
from texts.message import Text, Until
from texts.press import StalePress
from texts.screen import Button, Rows, row

ASKED_OF = (Status.CLOSED, Status.CONFIRMED, Status.UNANSWERED)


@dataclass(frozen=True)
class FollowUp:
    """The resident's answer: good, broken or unsure."""

    matter_id: int
    answer: str


def plan_follow_up(work: Work, matter: Matter) -> None:
    """Plan the question for a matter closed as solved."""
    if matter.result_class == ResultClass.A and matter.closed_at is not None:
        at = work.house.quiet.release(work.now + timedelta(days=work.house.policy.limits.follow_up_days), "card")
        plan(work, "follow_up", f"follow_up:{matter.id}", at, f"follow_up:{closing_of(matter)}", matter=matter.id,
             closing=closing_of(matter))


@due("follow_up")
def ask(work: Work, due: Due) -> None:
    """Ask whether it is still good, once; not of who said that it never was."""
    matter = work.session.get(Matter, due.data["matter"])
    if matter is None or matter.status not in ASKED_OF or closing_of(matter) != due.data["closing"] or matter.upheld:
        return
    put_question(work, matter, f"follow_up:{closing_of(matter)}")


def put_question(work: Work, matter: Matter, key: str) -> None:
    """Put the question to the resident, once for a key."""
    matter.followed_up_at = work.now
    until = work.now + timedelta(days=work.house.policy.limits.follow_up_answer_days)
    tell_author(work, matter, say.StillGood(matter.number or "", matter.words[:60], Until(until)), rows=_rows(matter),
                key=key)


def answer_follow_up(cmd: FollowUp, work: Work) -> Matter:
    """Note the resident's answer; broken again within the days allowed reopens the matter.

    Raises:
        OnlyTheAuthor: somebody else pressed.
        StalePress: the matter runs already, or was never asked about.
        WindowPassed: broken again, but too late; a new report is the way.
    """
    matter = work.session.get(Matter, cmd.matter_id)
    if matter is None or matter.status not in ASKED_OF or matter.followed_up_at is None:
        raise StalePress
    if matter.author_id != work.person.id:
        raise OnlyTheAuthor
    if cmd.answer == "broken":
        _reopen(work, matter)
    record(work, matter, Happening.FOLLOWED_UP, answer=cmd.answer)
    refresh(work, matter)
    return matter


def _reopen(work: Work, matter: Matter) -> None:
    limits = work.house.policy.limits
    asked = matter.followed_up_at or work.now
    matter.dispute(work.now, asked + timedelta(days=limits.follow_up_answer_days))
    work.session.flush()
    restart_clocks(work, matter)
    until = deadline(work, matter, ClockKind.FIRST_ANSWER)
    text = say.BrokenForYou(matter.number or "", matter.words[:60], Until(until or work.now))
    reach_seats(work, responsible_seats(work, matter), text, matter)
    if matter.disputes >= limits.disputes_before_office:
        reach_seats(work, office(work), say.BrokenForOffice(matter.number or "", matter.disputes), matter)


def _rows(matter: Matter) -> Rows:
    def button(label: Text, answer: str) -> Button:
        return Button(label, say.FollowUpPress(matter.id, answer))

    return (row(button(say.StillGoodButton(), "good"), button(say.BrokenButton(), "broken")),
            row(button(say.UnsureButton(), "unsure")))


def closing_of(matter: Matter) -> str:
    """Name this closing of the matter: after a dispute there may be another."""
    return f"{matter.id}:{matter.closed_at.astimezone(UTC):%Y%m%d%H%M%S}" if matter.closed_at else f"{matter.id}:"
