"""The resident's word after closing: asked twice, then the matter counts as unanswered."""

from datetime import datetime, timedelta

from models.kinds import ResultClass
from models.lifecycle import Move, Status
from models.mail import Due
from models.matter import Happening, Matter
from services.cards import refresh
from services.due import due, plan
from services.follow_up import closing_of, plan_follow_up
from services.last_word import dispute_until
from services.notices import announce_result
from services.snap import is_own
from services.tell import tell_author
from services.timeline import record
from services.work import Work
from texts.follow_up import AskAgain, AskSolved, AskSolvedKept
from texts.message import Text, Until, term
from texts.mine_buttons import ConfirmPress, SolvedButton, UnsolvedButton
from texts.screen import Button, Rows, row


def ask_satisfaction(work: Work, matter: Matter) -> None:
    """Ask the resident of a matter closed just now; plan the second question, the end of waiting, the follow-up.

    A deputy is not asked how satisfied they are with their own 随手拍: it counts in no figure of satisfaction.
    """
    plan_follow_up(work, matter)
    announce_result(work, matter)
    if is_own(work, matter):
        _end_unasked(work, matter)
        return
    limits = work.house.policy.limits
    _ask(work, matter, _question(work, matter), 1)
    again = work.house.quiet.release(work.now + timedelta(days=limits.confirm_second_question_days), "card")
    _plan(work, matter, "confirm", again)
    _plan(work, matter, "lapse", work.now + timedelta(days=limits.confirm_unanswered_days))


def _question(work: Work, matter: Matter) -> Text:
    """Return the first question; B or C whose day is gone from the matter was a promise that was kept."""
    number, until = matter.number or "", Until(dispute_until(work, matter))
    result = ResultClass(matter.result_class or ResultClass.A)
    is_kept = result in (ResultClass.B, ResultClass.C) and matter.promise_on is None
    return AskSolvedKept(number, until) if is_kept else AskSolved(number, term(result), until)


@due("confirm")
def ask_again(work: Work, due: Due) -> None:
    """Ask the second and last time."""
    matter = _still_silent(work, due)
    if matter is not None:
        ends = timedelta(days=work.house.policy.limits.confirm_unanswered_days)
        _ask(work, matter, AskAgain(matter.number or "", Until((matter.closed_at or work.now) + ends)), 2)


@due("lapse")
def lapse(work: Work, due: Due) -> None:
    """Wait no longer: the matter counts in no figure of satisfaction."""
    matter = _still_silent(work, due)
    if matter is not None:
        _end_unasked(work, matter)
        refresh(work, matter)


def _end_unasked(work: Work, matter: Matter) -> None:
    matter.move(Move.LAPSE)
    record(work, matter, Happening.LAPSED)


def _ask(work: Work, matter: Matter, text: Text, which: int) -> None:
    tell_author(work, matter, text, rows=question_rows(matter), key=f"confirm:{closing_of(matter)}:{which}")


def question_rows(matter: Matter) -> Rows:
    """Return [已解决] [未解决]."""
    return (row(Button(SolvedButton(), ConfirmPress(matter.id, True)),
                Button(UnsolvedButton(), ConfirmPress(matter.id, False))),)


def _plan(work: Work, matter: Matter, kind: str, at: datetime) -> None:
    closing = closing_of(matter)
    plan(work, kind, f"matter:{matter.id}", at, f"{kind}:{closing}", matter=matter.id, closing=closing)


def _still_silent(work: Work, due: Due) -> Matter | None:
    matter = work.session.get(Matter, due.data["matter"])
    if matter is None or matter.status != Status.CLOSED or closing_of(matter) != due.data["closing"]:
        return None
    return matter
