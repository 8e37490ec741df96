"""Ending the work, and making words public."""

from dataclasses import dataclass, field

from sqlalchemy import func, select

from models.kinds import ResultClass
from models.lifecycle import Status
from models.matter import Attachment, Event, Happening, Matter
from models.policy import ClockKind
from models.refusals import AnswerNeeded
from services.answer import FileRow, attach, check_words, media_of
from services.cards import refresh
from services.clocks import stop_clock
from services.confirm import ask_satisfaction
from services.inform import inform
from services.seats import act_as_owner, acting_name, find_matter
from services.tell import tell_followers
from services.timeline import record
from services.work import Work
from texts.answer import AfterPhoto, ClosedForYou
from texts.message import Term
from texts.mine_buttons import follower_rows

IMAGES = ("photo", "image", "document", "video")
MAX_REASON = 500


@dataclass(frozen=True)
class CloseMatter:
    """End the work, with after-photos or a reason why there are none."""

    matter_id: int
    files: list[FileRow] = field(default_factory=list)
    reason: str = ""


@dataclass(frozen=True)
class PublishMatter:
    """Let the community's group read the words."""

    matter_id: int


def check_close(work: Work, matter_id: int) -> Matter:
    """Return the matter if it may be closed but for the after-photo."""
    matter = find_matter(work, matter_id)
    act_as_owner(work, matter)
    if matter.is_open and matter.status != Status.ANSWERED:
        raise AnswerNeeded
    return matter


def needs_photo(work: Work, matter: Matter) -> bool:
    """Tell whether closing waits for an after-photo: solved, and no answer since the last dispute showed one."""
    if matter.result_class != ResultClass.A:
        return False
    return not _has_photo(work, matter)


def close_matter(cmd: CloseMatter, work: Work) -> Matter:
    """End the work: the resident is asked whether it is solved, everyone who follows is told.

    Raises:
        AnswerNeeded, PhotoNeeded, ImpossibleMove, NotYours: the rules of `Matter.close`.
    """
    matter = check_close(work, cmd.matter_id)
    seat = act_as_owner(work, matter)
    has_photo = any(file[0] in IMAGES for file in cmd.files) or _has_photo(work, matter)
    reason = check_words(cmd.reason.strip(), MAX_REASON)
    matter.close(seat, work.now, has_photo=has_photo, reason=reason)
    stop_clock(work, matter, ClockKind.FIRST_ANSWER)
    stop_clock(work, matter, ClockKind.RESOLVE)
    event = record(work, matter, Happening.CLOSED, reason or None)
    attach(work, matter, event, cmd.files)
    if cmd.files:
        inform(work, matter, AfterPhoto(matter.number or ""), media=media_of(cmd.files), alone=True)
        tell_followers(work, matter, AfterPhoto(matter.number or ""), media=media_of(cmd.files))
    result = Term("result_class", matter.result_class or "")
    tell_followers(work, matter, ClosedForYou(matter.number or "", acting_name(work), result),
                   rows=follower_rows(matter.id))
    work.session.flush()
    ask_satisfaction(work, matter)
    refresh(work, matter)
    return matter


def add_after_photo(work: Work, matter_id: int, file: FileRow) -> Matter:
    """Keep one more picture of an album whose first part closed the matter, and show it to the resident."""
    matter = find_matter(work, matter_id)
    act_as_owner(work, matter)
    query = select(Event).where(Event.matter_id == matter.id, Event.what == Happening.CLOSED)
    event = work.session.scalar(query.order_by(Event.id.desc()).limit(1))
    if event is not None:
        attach(work, matter, event, [file])
        inform(work, matter, AfterPhoto(matter.number or ""), media=media_of([file]), alone=True)
        tell_followers(work, matter, AfterPhoto(matter.number or ""), media=media_of([file]))
        refresh(work, matter)
    return matter


def publish_matter(cmd: PublishMatter, work: Work) -> Matter:
    """Let the community's group read the words, masked; pressing twice changes nothing."""
    matter = find_matter(work, cmd.matter_id)
    seat = act_as_owner(work, matter)
    if matter.published:
        return matter
    matter.publish(seat)
    record(work, matter, Happening.PUBLISHED)
    refresh(work, matter)
    return matter


def _has_photo(work: Work, matter: Matter) -> bool:
    """Tell whether an answer of this round came with a picture."""
    disputed = select(func.coalesce(func.max(Event.id), 0)).where(
        Event.matter_id == matter.id, Event.what == Happening.DISPUTED).scalar_subquery()
    query = select(Attachment.id).join(Event, Event.id == Attachment.event_id).where(
        Event.matter_id == matter.id, Event.what == Happening.ANSWERED, Event.id > disputed,
        Attachment.kind.in_(IMAGES))
    return work.session.scalar(query.limit(1)) is not None
