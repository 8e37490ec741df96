"""Whether a promise was kept: said by the owner, told to the author and to everyone who follows."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from models.kinds import ResultClass
from models.mail import Due
from models.matter import Happening, Matter
from models.promise import Promise, PromiseState
from models.refusals import ImpossibleMove
from services.answer import FileRow, attach, check_files, check_words, end_of_promise, media_of
from services.cards import refresh
from services.close import IMAGES, MAX_REASON
from services.due import due, plan
from services.follow_up import ASKED_OF, put_question
from services.inform import inform
from services.promise_report import decide_rows, remind_body
from services.promised import day_of, is_void, make_promise
from services.reach import reach_seats
from services.routing import seat_of
from services.seats import act_as_owner, acting_name, find_matter
from services.tell import tell_followers
from services.timeline import record
from services.words_of_clocks import gist
from services.work import Work
from texts.message import Day, Text
from texts.press import StalePress
from texts.promise import (
    BrokenForYou,
    DelayedForYou,
    KeptForYou,
    PromisePress,
    Show,
    SoonDue,
)
from texts.screen import Button, Media, row


@dataclass(frozen=True)
class KeepPromise:
    """Say that a promise was kept, with after-photos or a reason why there are none."""

    promise_id: int
    words: str
    files: list[FileRow] = field(default_factory=list)
    reason: str = ""


@dataclass(frozen=True)
class BreakPromise:
    """Say that a promise was not kept: why, and the new day; without one it cannot be solved (class D)."""

    promise_id: int
    reason: str
    until: date | None = None


def check_promise(work: Work, promise_id: int) -> tuple[Promise, Matter]:
    """Return an open promise that the acting person may decide.

    Raises:
        StalePress: there is no such promise.
        NotYours: somebody else has the matter in hand.
        ImpossibleMove: the matter's end released from it.
        PromiseDecided: it was decided already.
    """
    promise = work.session.get(Promise, promise_id)
    if promise is None:
        raise StalePress
    matter = find_matter(work, promise.matter_id)
    act_as_owner(work, matter)
    if is_void(matter):
        raise ImpossibleMove(number=matter.number or "", status=matter.status)
    promise.check_open()
    return promise, matter


def keep_promise(cmd: KeepPromise, work: Work) -> tuple[Matter, bool]:
    """Note that a promise was kept; a month later the resident is asked whether it still holds.

    Returns:
        The matter, and whether the resident could be reached.
    """
    promise, matter = check_promise(work, cmd.promise_id)
    words, reason = check_words(cmd.words.strip()), check_words(cmd.reason.strip(), MAX_REASON)
    files = check_files(cmd.files)
    promise.keep(work.seat, work.now, words, has_photo=has_photo(files), reason=reason)
    matter.promise_on = None
    event = record(work, matter, Happening.PROMISE_KEPT, "\n".join(part for part in (words, reason) if part))
    attach(work, matter, event, files)
    told = KeptForYou(matter.number or "", acting_name(work), words, Day(day_of(work, promise)))
    is_reached = _tell(work, matter, told, media_of(files))
    _plan_question(work, matter, promise)
    refresh(work, matter)
    return matter, is_reached


def break_promise(cmd: BreakPromise, work: Work) -> tuple[Matter, bool]:
    """Note that a promise was not kept: a new day makes a new promise, none makes the answer a D.

    Returns:
        The matter, and whether the resident could be reached.
    """
    promise, matter = check_promise(work, cmd.promise_id)
    reason = check_words(cmd.reason.strip(), MAX_REASON)
    promise.fail(work.seat, work.now, reason)
    matter.promise_on = end_of_promise(work, cmd.until) if cmd.until else None
    if cmd.until is None:
        matter.result_class = ResultClass.D
    data = {"on": cmd.until.isoformat()} if cmd.until else {"result": ResultClass.D.value}
    event = record(work, matter, Happening.PROMISE_BROKEN, reason, **data)
    make_promise(work, matter, event, promise.words, promise)
    is_reached = _tell(work, matter, told_of_delay(work, promise, matter, reason, cmd.until), ())
    refresh(work, matter)
    return matter, is_reached


def told_of_delay(work: Work, promise: Promise, matter: Matter, reason: str, until: date | None) -> Text:
    """Return what the residents read of a promise that was not kept."""
    number, name, day = matter.number or "", acting_name(work), Day(day_of(work, promise))
    if until is None:
        return BrokenForYou(number, name, day, reason)
    return DelayedForYou(number, name, day, reason, Day(until))


def has_photo(files: list[FileRow]) -> bool:
    """Tell whether one of the files shows something."""
    return any(file[0] in IMAGES for file in files)


@due("promise")
def remind(work: Work, task: Due) -> None:
    """Remind the owner and the body that replied some days ahead, unless it was decided before."""
    promise = work.session.get_one(Promise, task.data["promise"])
    matter = work.session.get_one(Matter, promise.matter_id)
    owner = seat_of(work, matter)
    if promise.state != PromiseState.OPEN or is_void(matter) or owner is None:
        return
    told = SoonDue(matter.number or "", Day(day_of(work, promise)), gist(work, matter), promise.words[:200])
    show = row(Button(Show(), PromisePress(promise.id)))
    reach_seats(work, [owner], told, matter, rows=(*decide_rows(promise), show))
    remind_body(work, matter, promise)


@due("kept_promise")
def ask_after_promise(work: Work, task: Due) -> None:
    """Ask whether it is still good; not when it was reopened since, nor when closing as solved asks by itself."""
    promise = work.session.get_one(Promise, task.data["promise"])
    matter = work.session.get_one(Matter, promise.matter_id)
    is_same = matter.disputes == task.data["disputes"] and not matter.upheld
    if is_same and matter.status in ASKED_OF and matter.result_class != ResultClass.A:
        put_question(work, matter, f"kept_promise:{promise.id}")


def _tell(work: Work, matter: Matter, told: Text, media: tuple[Media, ...]) -> bool:
    is_reached = inform(work, matter, told, media=media)
    tell_followers(work, matter, told, media=media)
    return is_reached


def _plan_question(work: Work, matter: Matter, promise: Promise) -> None:
    days = timedelta(days=work.house.policy.limits.follow_up_days)
    at = work.house.quiet.release(work.now + days, "card")
    plan(work, "kept_promise", f"promise:{promise.id}", at, f"kept_promise:{promise.id}", promise=promise.id,
         disputes=matter.disputes)
