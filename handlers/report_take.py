"""Putting what came in into the draft, in any step of the form."""

from datetime import timedelta

from sqlalchemy import select

from handlers.incoming import File
from handlers.menu import home
from handlers.report_flow import Got, ask, ask_next, step_of
from handlers.talk import Talk
from models.lifecycle import Status
from models.matter import Attachment, Matter
from services.draft import (
    FILE_BYTES,
    FILES_LIMIT,
    WORDS_LIMIT,
    AddFile,
    add_file,
    add_words,
    count_files,
    remember,
)
from services.draft_form import is_danger_open
from services.draft_place import place_text, set_pin
from services.due import cancel, plan
from services.mine import AddToMatter, NewFile, add_to_matter
from texts.message import Text
from texts.report import (
    GotFiles,
    GotWords,
    PlaceFound,
    PlaceOutside,
    PlaceSkipped,
    PlaceUnsure,
    TooManyFiles,
    WordsTooLong,
)
from texts.screen import Screen

ALBUM_PAUSE = timedelta(seconds=1.5)
STAYING = ("danger", "place", "which", "more", "category", "question")
"""Steps that go on asking what they ask when a file joins."""
WAITING = ("", "content", "offer", "album")


def take_words(talk: Talk, draft: Matter) -> None:
    """Add typed words and go on."""
    incoming = talk.incoming
    if not add_words(talk.work, draft, incoming.words, incoming.message_id):
        talk.reply(Screen(WordsTooLong(WORDS_LIMIT)))
    ask_next(talk, draft, GotWords())


def take_file(talk: Talk, draft: Matter | None) -> bool:
    """Add a file and its caption to the draft, or to the matter its album belongs to; tell whether it found one."""
    incoming, file = talk.incoming, talk.incoming.file
    if incoming.album_id:
        known = _album_matter(talk, incoming.album_id)
        if known is not None and known.status != Status.DRAFT:
            return _join_late(talk, known)
        draft = draft or known
    if draft is None:
        return False
    remember(draft, offer=False)
    if not add_words(talk.work, draft, incoming.words, incoming.message_id):
        talk.reply(Screen(WordsTooLong(WORDS_LIMIT)))
    is_kept = file is None or is_large(file) or _keep(talk, draft, file)
    _go_on(talk, draft, is_kept)
    return True


def take_pin(talk: Talk, draft: Matter) -> None:
    """Place the draft at a pin or venue and go on."""
    incoming = talk.incoming
    set_pin(talk.work, draft, incoming.lat or 0.0, incoming.lon or 0.0, incoming.place)
    remember(draft, offer=False)
    placed(talk, draft)


def placed(talk: Talk, draft: Matter) -> None:
    """Say which place was understood, give the menu back, and go on."""
    talk.card = None
    talk.reply(Screen(place_said(talk, draft), keys=home(talk)), view="form", matter_id=draft.id)
    ask_next(talk, draft)


def place_said(talk: Talk, draft: Matter) -> Text:
    """Say what was understood as the place."""
    where = place_text(talk.work, draft)
    if draft.outside:
        return PlaceOutside(draft.place or where)
    if draft.community_code:
        return PlaceFound(where)
    return PlaceUnsure(where) if draft.place or draft.lat is not None else PlaceSkipped()


def is_large(file: File) -> bool:
    """Tell whether a file passes what we can fetch."""
    return (file.size or 0) > FILE_BYTES


def _keep(talk: Talk, draft: Matter, file: File) -> bool:
    new = AddFile(file.kind, file.file_id, file.unique_id, talk.incoming.album_id)
    return add_file(new, draft, talk.work)


def _go_on(talk: Talk, draft: Matter, is_kept: bool) -> None:
    """Ask on after a file: an album's parts are waited for, a question that stands goes on standing."""
    step, got = step_of(talk), GotFiles(count_files(talk.work, draft))
    if not is_kept:
        _tell_full(talk, draft)
    if talk.incoming.album_id:
        if step in WAITING:
            talk.step("report.album", draft=draft.id)
        wait_for_album(talk, draft)
    else:
        tell_joined(talk, draft, step, got)


def _tell_full(talk: Talk, draft: Matter) -> None:
    """Tell the limit, once for all parts of an album."""
    album = talk.incoming.album_id
    if album is None or draft.form.get("full") != album:
        talk.reply(Screen(TooManyFiles(FILES_LIMIT)), view="form", matter_id=draft.id)
    remember(draft, full=album)


def tell_joined(talk: Talk, draft: Matter, step: str, got: Got) -> None:
    """Say that files joined; ask on unless the person is just being asked something."""
    if step not in STAYING or is_danger_open(talk.work, draft) or (step == "more" and talk.incoming.words):
        ask_next(talk, draft, got)
    elif step == "category":
        ask(talk, draft, "category", got)
    elif got is not None:
        talk.reply(Screen(got), view="form", matter_id=draft.id)


def wait_for_album(talk: Talk, draft: Matter) -> None:
    """Plan to go on once no part has come for a while; each part moves the moment."""
    work, files = talk.work, count_files(talk.work, draft)
    cancel(work, f"matter:{draft.id}", "album")
    key = f"album:{draft.id}:{talk.incoming.album_id}:{talk.incoming.message_id}:{files}"
    plan(work, "album", f"matter:{draft.id}", work.now + ALBUM_PAUSE * work.house.speed, key, draft=draft.id,
         chat=talk.incoming.chat_id, user=talk.incoming.user_id)


def _album_matter(talk: Talk, album_id: str) -> Matter | None:
    query = select(Matter).join(Attachment, Attachment.matter_id == Matter.id)
    mine = query.where(Attachment.album_id == album_id, Matter.author_id == talk.work.person.id)
    return talk.work.session.scalar(mine.limit(1))


def _join_late(talk: Talk, matter: Matter) -> bool:
    """Add a part that came after 提交 to its matter."""
    file = talk.incoming.file
    if file is None or not matter.is_open or is_large(file):
        return False
    new = NewFile(file.kind, file.file_id, file.unique_id, talk.incoming.album_id)
    add_to_matter(AddToMatter(matter.id, talk.incoming.words, new), talk.work)
    return True
