"""What the engine set aside after its last try: seen, tried again or dropped by the congress office."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import orjson
from sqlalchemy import ColumnElement, func, literal_column, select

from models.mail import Card, Due, DueState, InboxUpdate, Letter, LetterState, UpdateState
from models.matter import Matter
from models.organisation_plan import Role
from services.seats import act_in_role
from services.work import Work
from texts.dead_letters import (
    AboutMatter,
    GotFile,
    GotOther,
    GotPlace,
    GotPress,
    GotWords,
    Name,
    SendsCommands,
    SendsEdit,
    SendsNew,
    Timed,
)
from texts.message import Text
from texts.press import StalePress

ERROR_LENGTH = 200
AT_ONCE = 200
FILES = ("photo", "video", "voice", "document", "audio", "video_note", "animation", "sticker")
_SAID = re.compile(r"""'[^']*'|"[^"]*"|[\u3400-\u9fff][\u3400-\u9fff，。！？、；：\s]*|\d{7,}""")
"""What of an error may be somebody's words or number: quoted values, Chinese, long numbers."""


class Kind(StrEnum):
    """What was set aside."""

    UPDATE = "u"
    LETTER = "l"
    DUE = "d"


Row = InboxUpdate | Letter | Due
TABLES: Mapping[Kind, type[Row]] = {Kind.UPDATE: InboxUpdate, Kind.LETTER: Letter, Kind.DUE: Due}
IS_DEAD: ColumnElement[str] = literal_column("'dead'")
"""As the partial indexes have it."""
DEAD = {Kind.UPDATE: UpdateState.DEAD, Kind.LETTER: LetterState.DEAD, Kind.DUE: DueState.DEAD}


@dataclass(frozen=True)
class Dead:
    """One of them, without anybody's words; ``error`` is empty when none was noted."""

    kind: Kind
    id: int
    at: datetime
    what: Text
    attempts: int
    error: str

    @property
    def name(self) -> Name:
        """Return how it is called on the screen."""
        return Name(self.kind.value.upper(), self.id)


@dataclass(frozen=True)
class RetryDead:
    """Try one again from the beginning."""

    kind: str
    id: int


@dataclass(frozen=True)
class DropDead:
    """Never try one again."""

    kind: str
    id: int


def count_dead(work: Work) -> int:
    """Count everything that was set aside."""
    return sum(work.session.scalar(select(func.count()).select_from(table).where(table.state == IS_DEAD)) or 0
               for table in TABLES.values())


def page_of_dead(work: Work, page: int, size: int) -> list[Dead]:
    """Return one page of what was set aside, the newest first."""
    act_in_role(work, Role.OFFICE)
    until = (page + 1) * size
    found = [_read(work, kind, row) for kind in Kind for row in _rows(work, kind, until)]
    return sorted(found, key=lambda dead: (dead.at, dead.id), reverse=True)[page * size:until]


def find_dead(work: Work, kind: str, number: int) -> Dead:
    """Return one of them.

    Raises:
        RoleNeeded: only the office may look.
        StalePress: it was tried again or dropped meanwhile, or never existed.
    """
    return _read(work, *_find(work, kind, number))


def retry_dead(cmd: RetryDead, work: Work) -> tuple[Dead, bool]:
    """Put one back as if it had just come.

    Returns:
        What it was; False when it was no use any more: a newer change of the same message was sent.
    """
    kind, row = _find(work, cmd.kind, cmd.id)
    dead = _read(work, kind, row)
    return dead, _put_back(work, row)


def retry_all_dead(work: Work) -> int:
    """Put everything back, a few hundred at most; return how many are tried again."""
    act_in_role(work, Role.OFFICE)
    rows = [row for kind in Kind for row in reversed(_rows(work, kind, AT_ONCE))]
    return sum(_put_back(work, row) for row in rows)


def drop_dead(cmd: DropDead, work: Work) -> Dead:
    """Let one rest for ever; its row stays as long as all settled ones."""
    kind, row = _find(work, cmd.kind, cmd.id)
    dead = _read(work, kind, row)
    row.state = {Kind.UPDATE: UpdateState.DONE, Kind.LETTER: LetterState.CANCELLED, Kind.DUE: DueState.DROPPED}[kind]
    work.session.flush()
    return dead


def tidy(error: str | None) -> str:
    """Return an error without what somebody may have said in it."""
    plain = _SAID.sub("…", (error or "").partition("[parameters")[0])
    return " ".join(plain.split())[:ERROR_LENGTH]


def _rows(work: Work, kind: Kind, limit: int) -> list[Row]:
    table = TABLES[kind]
    query = select(table).where(table.state == IS_DEAD).order_by(table.id.desc()).limit(limit)
    return list(work.session.scalars(query))


def _find(work: Work, kind: str, number: int) -> tuple[Kind, Row]:
    act_in_role(work, Role.OFFICE)
    if kind not in set(Kind):
        raise StalePress
    known = Kind(kind)
    row: Row | None = work.session.get(TABLES[known], number, with_for_update=True)
    if row is None or row.state != DEAD[known]:
        raise StalePress
    return known, row


def _put_back(work: Work, row: Row) -> bool:
    row.attempts, row.error = 0, None
    match row:
        case InboxUpdate():
            row.state, row.not_before, row.done_at = UpdateState.WAITING, None, None
        case Due():
            row.state, row.not_before, row.done_at = DueState.WAITING, None, None
        case Letter():
            if _is_overtaken(work, row):
                row.state = LetterState.REPLACED
                work.session.flush()
                return False
            row.state, row.ready_at, row.doubtful = LetterState.WAITING, row.created_at, False
            work.outbox.letters.append(row.id)
    work.session.flush()
    return True


def _is_overtaken(work: Work, letter: Letter) -> bool:
    """Tell whether a newer change of the same message went out or is about to."""
    if letter.method != "edit" or letter.card_id is None:
        return False
    alive = (LetterState.WAITING, LetterState.LEASED, LetterState.SENT)
    query = select(Letter.id).where(Letter.card_id == letter.card_id, Letter.method == "edit", Letter.id > letter.id,
                                    Letter.state.in_(alive))
    return work.session.scalar(query.limit(1)) is not None


def _read(work: Work, kind: Kind, row: Row) -> Dead:
    match row:
        case InboxUpdate():
            at, what = row.received_at, _what_came(row.body)
        case Letter():
            at, what = row.created_at, _what_goes(work, row)
        case Due():
            at, what = row.due_at, Timed(row.kind)
    return Dead(kind, row.id, at, what, row.attempts, tidy(row.error))


def _what_came(body: str) -> Text:
    raw: dict[str, Any] = orjson.loads(body)
    if press := raw.get("callback_query"):
        return GotPress(str(press.get("data", "")).partition(":")[0][:20])
    message = raw.get("message") or raw.get("edited_message") or {}
    if "text" in message:
        return GotWords()
    if any(kind in message for kind in FILES):
        return GotFile()
    return GotPlace() if "location" in message else GotOther()


def _what_goes(work: Work, letter: Letter) -> Text:
    card = work.session.get(Card, letter.card_id) if letter.card_id else None
    matter = work.session.get(Matter, card.matter_id) if card is not None and card.matter_id else None
    about = AboutMatter(matter.number) if matter is not None and matter.number else None
    if letter.method == "commands":
        return SendsCommands()
    return SendsNew(about) if letter.method == "send" else SendsEdit(about)
