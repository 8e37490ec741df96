"""A report before it is submitted: kept from its first word on, whatever is asked next."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, select

from models.kinds import Kind
from models.lifecycle import Status
from models.mail import Due
from models.matter import Attachment, Matter
from models.prepared import Prepared
from models.typed import clean_words, weight
from services import drafts
from services.media import delete_files
from services.work import Work
from texts.press import StalePress

_latest = Prepared(
    select(Matter.id).where(Matter.author_id == bindparam("author"), Matter.status == Status.DRAFT,
                            Matter.id != bindparam("besides")).order_by(Matter.id.desc()).limit(1)
)
_count_files = Prepared(
    select(func.count()).where(Attachment.matter_id == bindparam("matter"), Attachment.event_id.is_(None))
)
FILES_LIMIT = 30
WORDS_LIMIT = 6000
FILE_BYTES = 20 * 1024 * 1024
THIN = 6
"""Words of less weight are asked for one more sentence: `models.typed.weight`."""


@dataclass(frozen=True)
class StartDraft:
    """Begin a report; ``offered`` words are a report only once the person says so."""

    kind: str = Kind.REQUEST
    offered: bool = False


@dataclass(frozen=True)
class AddFile:
    """A photo, video, recording or image file for a draft."""

    kind: str
    file_id: str
    unique_id: str
    album_id: str | None = None


def start_draft(cmd: StartDraft, work: Work) -> Matter:
    """Keep a new, empty draft of the acting person."""
    draft = Matter(author_id=work.person.id, kind=cmd.kind, status=Status.DRAFT, words="", answers={},
                   form={"offer": True} if cmd.offered else {}, created_at=work.now)
    work.session.add(draft)
    work.session.flush()
    drafts.plan_first_expiry(work, draft)
    return draft


def draft_of(work: Work, draft_id: int) -> Matter:
    """Return the acting person's draft.

    Raises:
        StalePress: it was submitted, deleted, or is somebody else's.
    """
    draft = find_draft(work, draft_id)
    if draft is None:
        raise StalePress
    return draft


def find_draft(work: Work, draft_id: int | None) -> Matter | None:
    """Return the acting person's draft, None when it is no draft any more."""
    draft = work.session.get(Matter, draft_id) if draft_id else None
    is_own = draft is not None and draft.author_id == work.person.id and draft.status == Status.DRAFT
    return draft if is_own else None


def latest_draft(work: Work, besides: int = 0) -> Matter | None:
    """Return the acting person's newest draft but one."""
    found = _latest.scalar(work.session, author=work.person.id, besides=besides)
    return work.session.get(Matter, found) if found else None


def kept_until(work: Work, draft: Matter) -> datetime:
    """Return when the draft is forgotten unless it is gone on with."""
    planned = select(Due.due_at).where(Due.ref == f"matter:{draft.id}", Due.kind == "draft")
    days = timedelta(days=work.house.policy.limits.draft_expiry_days)
    return work.session.scalar(planned) or draft.created_at + days


def resume_draft(work: Work, draft: Matter) -> None:
    """Go on with a draft: its days start anew, and being gone on with it is a report."""
    remember(draft, offer=False)
    drafts.plan_expiry(work, draft)


def remember(draft: Matter, **values: Any) -> None:
    """Note facts about the form; a new dict, or the change would go unseen."""
    draft.form = {**draft.form, **values}


def add_words(work: Work, draft: Matter, words: str, message_id: int | None) -> bool:
    """Add a message's words to the draft; tell whether all of them fitted."""
    words = clean_words(words)
    if not words:
        return True
    return _set_parts(draft, [*draft.form.get("parts", []), [message_id, words]])


def change_words(draft: Matter, words: str, message_id: int | None) -> bool:
    """Put an edited message's words in place of what it said before."""
    parts = [[known, clean_words(words) if known == message_id else said] for known, said in draft.form["parts"]]
    return _set_parts(draft, parts)


def replace_words(draft: Matter, words: str, message_id: int | None) -> bool:
    """Put new words in place of all."""
    return _set_parts(draft, [[message_id, clean_words(words)]])


def has_part(matter: Matter, message_id: int | None) -> bool:
    """Tell whether a message gave words to the matter."""
    return message_id is not None and any(known == message_id for known, _ in matter.form.get("parts", []))


def _set_parts(draft: Matter, parts: list[list[Any]]) -> bool:
    words = "\n".join(said for _, said in parts if said)
    draft.words = words[:WORDS_LIMIT]
    remember(draft, parts=parts)
    return len(words) <= WORDS_LIMIT


def add_file(cmd: AddFile, draft: Matter, work: Work) -> bool:
    """Add a file once; tell whether there was room."""
    if is_known_file(work, draft, cmd.unique_id):
        return True
    if count_files(work, draft) >= FILES_LIMIT:
        return False
    file = Attachment(matter_id=draft.id, kind=cmd.kind, file_id=cmd.file_id, file_unique_id=cmd.unique_id,
                      album_id=cmd.album_id, created_at=work.now)
    work.session.add(file)
    work.session.flush()
    return True


def is_known_file(work: Work, matter: Matter, unique_id: str) -> bool:
    """Tell whether the matter holds this very file."""
    query = select(Attachment.id).where(Attachment.matter_id == matter.id, Attachment.file_unique_id == unique_id)
    return work.session.scalar(query.limit(1)) is not None


def count_files(work: Work, matter: Matter) -> int:
    """Count the files of the report itself."""
    return int(_count_files.scalar(work.session, matter=matter.id))


def drop_files(work: Work, draft: Matter) -> None:
    """Take all files out of the draft."""
    delete_files(work, work.session.scalars(select(Attachment).where(Attachment.matter_id == draft.id)).all())


def has_content(work: Work, draft: Matter) -> bool:
    """Tell whether the draft says or shows anything."""
    return bool(draft.words) or count_files(work, draft) > 0


def is_thin(draft: Matter) -> bool:
    """Tell whether the words are too few to guess from."""
    return weight(draft.words) < THIN


def delete_draft(work: Work, draft: Matter) -> None:
    """Forget a draft and its files for good."""
    drafts.delete_draft(work, draft)
