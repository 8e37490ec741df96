"""What residents do with matters they filed or joined: find, list, add, withdraw."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Select, func, select

from models.lifecycle import Move, Status
from models.mail import Due
from models.matter import Attachment, Event, Follower, Happening, Matter
from models.refusals import ImpossibleMove, NoSuchMatter, OnlyTheAuthor
from models.typed import clean_words
from services.audit import audit_event
from services.cards import refresh
from services.clocks import stop_all
from services.due import cancel, due, plan
from services.merged import main_of
from services.merging import free_all
from services.reach import open_rows, reach_seats, responsible_seats
from services.routing import seat_of
from services.snap import is_own
from services.timeline import record
from services.voice import check_voice
from services.work import Work
from texts.addition import FilesAdded, NewWords, PinAdded
from texts.card import Handle, OtherResident, Resident
from texts.message import Text
from texts.mine import WithdrawnForYou
from texts.screen import Media

PAGE = 5
ALBUM_PAUSE = timedelta(seconds=1.5)


@dataclass(frozen=True)
class NewFile:
    """A file that comes with an addition."""

    kind: str
    file_id: str
    unique_id: str
    album_id: str | None = None


@dataclass(frozen=True)
class AddToMatter:
    """Add words, a file or a pin to a running matter; parts of an album join one addition."""

    matter_id: int
    words: str = ""
    file: NewFile | None = None
    pin: tuple[float, float] | None = None
    place: str | None = None
    message_id: int | None = None


@dataclass(frozen=True)
class WithdrawMatter:
    """Take back one's matter; it cannot be undone."""

    matter_id: int


def mine(work: Work, matter_id: int) -> Matter:
    """Return a matter the acting person filed or joined.

    Raises:
        NoSuchMatter: there is none, or it is somebody else's.
    """
    matter = work.session.get(Matter, matter_id)
    if matter is None or matter.status == Status.DRAFT or not is_mine(work, matter):
        raise NoSuchMatter
    return matter


def filed(work: Work, matter_id: int) -> Matter:
    """Return a matter the acting person filed.

    Raises:
        OnlyTheAuthor: they only joined it.
    """
    matter = mine(work, matter_id)
    if matter.author_id != work.person.id:
        raise OnlyTheAuthor
    return matter


def is_mine(work: Work, matter: Matter) -> bool:
    """Tell whether the acting person filed or joined the matter."""
    return matter.author_id == work.person.id or work.session.get(Follower, (matter.id, work.person.id)) is not None


def count_mine(work: Work) -> int:
    """Count the matters the acting person filed or joined."""
    return work.session.scalar(select(func.count()).select_from(_mine(work).subquery())) or 0


def list_mine(work: Work, page: int) -> Sequence[Matter]:
    """Return a page of the matters the acting person filed or joined, newest first."""
    return work.session.scalars(_mine(work).order_by(Matter.id.desc()).limit(PAGE).offset(page * PAGE)).all()


def count_followers(work: Work, matter: Matter) -> int:
    """Count who joined the matter."""
    return work.session.scalar(select(func.count()).where(Follower.matter_id == matter.id)) or 0


def add_to_matter(cmd: AddToMatter, work: Work) -> Event:
    """Keep an addition and pass it to the owner, the deputies, or whoever dispatches.

    Raises:
        ImpossibleMove: the matter has ended.
        Muted: the office muted the person.
    """
    matter = main_of(work, mine(work, cmd.matter_id))
    if not matter.is_open:
        raise ImpossibleMove(number=matter.number or "", status=matter.status)
    check_voice(work)
    event = _album_event(work, matter, cmd.file) or _new_event(work, matter, cmd)
    if cmd.file:
        _attach(work, matter, event, cmd.file)
    if cmd.file and cmd.file.album_id:
        _tell_later(work, event)
    else:
        pass_on(work, matter, event)
    refresh(work, matter)
    return event


def withdraw_matter(cmd: WithdrawMatter, work: Work) -> Matter:
    """End one's own matter; clocks stop and who worked on it is told."""
    matter = filed(work, cmd.matter_id)
    withdraw(work, matter)
    return matter


def withdraw(work: Work, matter: Matter) -> None:
    """End a matter that its author takes back."""
    seats = [owner] if (owner := seat_of(work, matter)) and not is_own(work, matter) else []
    matter.move(Move.WITHDRAW)
    matter.ended_at = work.now
    stop_all(work, matter)
    cancel(work, f"matter:{matter.id}")
    record(work, matter, Happening.WITHDRAWN)
    reach_seats(work, seats, WithdrawnForYou(matter.number or ""), matter)
    free_all(work, matter)
    refresh(work, matter)


def who_speaks(matter: Matter, person_id: int | None) -> Text:
    """Name a resident for those who work on the matter."""
    if person_id != matter.author_id:
        return OtherResident()
    return Handle(matter.handle) if matter.anonymous else Resident(matter.author_name or "")


def pass_on(work: Work, matter: Matter, event: Event) -> None:
    """Tell who is responsible what was added."""
    query = select(Attachment).where(Attachment.event_id == event.id).order_by(Attachment.id)
    files = work.session.scalars(query).all()
    words = "\n".join(part for part in (event.words, event.data.get("place")) if part)
    text = NewWords(matter.number or "", who_speaks(matter, event.person_id), _words_of(event, words),
                    FilesAdded(len(files)) if files else None)
    media = [Media(file.kind, file.file_id) for file in files]
    reach_seats(work, responsible_seats(work, matter), text, matter, media=media, rows=open_rows(matter))


def _words_of(event: Event, words: str) -> str | Text:
    pin = event.data.get("pin")
    return PinAdded(f"{pin[0]:.5f}, {pin[1]:.5f} {words}".strip()) if pin else words


def _mine(work: Work) -> Select[Matter]:
    filed = select(Matter.id).where(Matter.author_id == work.person.id)
    joined = select(Follower.matter_id).where(Follower.person_id == work.person.id)
    return select(Matter).where(Matter.status != Status.DRAFT, Matter.id.in_(filed.union(joined)))


def _album_event(work: Work, matter: Matter, file: NewFile | None) -> Event | None:
    if file is None or file.album_id is None:
        return None
    same = select(Event).join(Attachment, Attachment.event_id == Event.id)
    return work.session.scalar(same.where(Attachment.matter_id == matter.id, Attachment.album_id == file.album_id))


def _new_event(work: Work, matter: Matter, cmd: AddToMatter) -> Event:
    data = {"message": cmd.message_id, "pin": cmd.pin, "place": cmd.place}
    known = {name: value for name, value in data.items() if value is not None}
    return record(work, matter, Happening.ADDED, clean_words(cmd.words) or None, **known)


def _attach(work: Work, matter: Matter, event: Event, file: NewFile) -> None:
    work.session.add(Attachment(matter_id=matter.id, event_id=event.id, kind=file.kind, file_id=file.file_id,
                                file_unique_id=file.unique_id, album_id=file.album_id, created_at=work.now))
    event.data = {**event.data, "files": event.data.get("files", 0) + 1}
    work.session.flush()
    audit_event(work.session, event)


def _tell_later(work: Work, event: Event) -> None:
    """Wait for the album's last part: each part moves the moment."""
    ref, count = f"event:{event.id}", event.data["files"]
    cancel(work, ref, "added")
    plan(work, "added", ref, work.now + ALBUM_PAUSE * work.house.speed, f"added:{event.id}:{count}", event=event.id)


@due("added")
def pass_on_album(work: Work, item: Due) -> None:
    """Pass an addition on once its album is complete."""
    event = work.session.get(Event, item.data["event"])
    matter = work.session.get(Matter, event.matter_id) if event else None
    if event and matter and matter.is_open:
        pass_on(work, matter, event)
