"""Canned replies (常用语): filled in for a deputy, written and changed by the office."""

import secrets
from dataclasses import dataclass

from sqlalchemy import select

from models.canned import (
    NAME_LENGTH,
    VARIABLES,
    WORDS_LENGTH,
    CannedReply,
    CannedRow,
    fill,
    fitting,
    unknown_variables,
)
from models.category import Words
from models.matter import Matter
from models.organisation import Body, Seat
from models.organisation_plan import Role
from models.refusals import RoleNeeded
from models.refusals_of_office import CannedNameWrong, CannedVariableUnknown, CannedWordsWrong
from models.timeline import AnswerDraft
from services.answer import add_to_answer, check_words, find_draft
from services.canned_values import values_for
from services.facts import category_of
from services.seats import seats_of
from services.work import Work
from texts.catalog import DEFAULT
from texts.press import StalePress

EVERY = ""
"""The category of what fits every matter."""


@dataclass(frozen=True)
class FillIn:
    """Put a canned reply into the draft of one's answer."""

    matter_id: int
    code: str


@dataclass(frozen=True)
class Reword:
    """Replace the words of one's answer."""

    matter_id: int
    words: str


@dataclass(frozen=True)
class SaveCanned:
    """Write a canned reply; without a code a new one, else what is given replaces what was."""

    code: str | None = None
    name: str | None = None
    words: str | None = None
    category: str | None = None


def replies(work: Work) -> list[CannedReply]:
    """Return the canned replies in force: those of the files, unless the office wrote over or dropped them."""
    rows = {row.code: row for row in work.session.scalars(select(CannedRow).order_by(CannedRow.code))}
    shipped = [_of_row(rows.pop(each.code)) if each.code in rows else each for each in work.house.canned
               if each.code not in rows or not rows[each.code].gone]
    own = [_of_row(row) for row in rows.values() if not row.gone]
    return [*own, *shipped]


def dropped(work: Work) -> list[CannedReply]:
    """Return the files' replies that the office dropped."""
    gone = set(work.session.scalars(select(CannedRow.code).where(CannedRow.gone)))
    return [each for each in work.house.canned if each.code in gone]


def replies_for(work: Work, matter: Matter) -> list[CannedReply]:
    """Return the canned replies for a matter, those of its category first, then its body's, then everybody's."""
    category = category_of(work, matter)
    return fitting(replies(work), matter.category or "", category.body if category else "")


def fill_in(cmd: FillIn, work: Work) -> tuple[Matter, AnswerDraft]:
    """Put a canned reply with its variables filled in below the draft's words; a double tap puts it once.

    Raises:
        StalePress: the answer was sent, or the reply is gone.
        WordsTooLong: it does not fit one message any more.
    """
    matter, draft = find_draft(work, cmd.matter_id)
    reply = next((each for each in replies_for(work, matter) if each.code == cmd.code), None)
    if reply is None:
        raise StalePress
    words = fill(reply.words, values_for(work, matter))
    if not draft.words.endswith(words):
        add_to_answer(work, draft, words, None)
    return matter, draft


def reword(cmd: Reword, work: Work) -> tuple[Matter, AnswerDraft]:
    """Replace the draft's words; its pictures stay."""
    matter, draft = find_draft(work, cmd.matter_id)
    draft.words, draft.updated_at = check_words(cmd.words.strip()), work.now
    return matter, draft


# -- the office's half ------------------------------------------------------------------


def act_as_editor(work: Work) -> Seat:
    """Act in the seat that may change canned replies.

    Raises:
        RoleNeeded: only the office may.
    """
    seat = next((each for each in seats_of(work) if each.role == Role.OFFICE), None)
    if seat is None:
        raise RoleNeeded(role=Role.OFFICE)
    work.seat = seat
    return seat


def find_reply(work: Work, code: str) -> CannedReply:
    """Return a canned reply, also a dropped one of the files.

    Raises:
        StalePress: there is none of this code.
    """
    reply = next((each for each in [*replies(work), *dropped(work)] if each.code == code), None)
    if reply is None:
        raise StalePress
    return reply


def save_canned(cmd: SaveCanned, work: Work) -> CannedReply:
    """Write a canned reply of the office.

    Raises:
        RoleNeeded: only the office may.
        CannedNameWrong, CannedWordsWrong, CannedVariableUnknown: it would not work as a button or as an answer.
        StalePress: no such reply or category.
    """
    seat = act_as_editor(work)
    known = find_reply(work, cmd.code) if cmd.code else None
    row = _row(work, known.code if known else f"own_{secrets.token_hex(4)}", known)
    if cmd.name is not None:
        row.name = check_canned_name(cmd.name)
    if cmd.words is not None:
        row.words = check_canned_words(cmd.words)
    if cmd.category is not None:
        row.category, row.body = _category(work, cmd.category), ""
    row.gone, row.changed_by, row.changed_at = False, seat.id, work.now
    work.session.add(row)
    work.session.flush()
    return _of_row(row)


def drop_canned(work: Work, code: str) -> None:
    """Drop a canned reply; one of the files can be restored."""
    seat, known = act_as_editor(work), find_reply(work, code)
    row = _row(work, code, known)
    if _shipped(work, code) is None:
        work.session.delete(row)
    else:
        row.gone, row.changed_by, row.changed_at = True, seat.id, work.now
        work.session.add(row)
    work.session.flush()


def restore_canned(work: Work, code: str) -> CannedReply:
    """Let a file's reply stand again as it shipped."""
    act_as_editor(work)
    shipped, row = _shipped(work, code), work.session.get(CannedRow, code)
    if shipped is None:
        raise StalePress
    if row is not None:
        work.session.delete(row)
        work.session.flush()
    return shipped


def is_changed(work: Work, code: str) -> bool:
    """Tell whether the office changed or dropped a reply of the files."""
    return _shipped(work, code) is not None and work.session.get(CannedRow, code) is not None


def check_canned_name(name: str) -> str:
    """Return a name that fits a button."""
    tidy = name.strip()
    if not 0 < len(tidy) <= NAME_LENGTH or "\n" in tidy:
        raise CannedNameWrong(limit=NAME_LENGTH)
    return tidy


def check_canned_words(words: str) -> str:
    """Return words that fit an answer and whose braces can be filled in."""
    tidy = words.strip()
    if not 0 < len(tidy) <= WORDS_LENGTH:
        raise CannedWordsWrong(limit=WORDS_LENGTH)
    if unknown := unknown_variables(tidy):
        raise CannedVariableUnknown(unknown=_braced(unknown[:1]), known=_braced(VARIABLES))
    return tidy


def body_name(work: Work, code: str) -> str:
    """Return how a handling body is called."""
    body = work.session.get(Body, code)
    return body.name if body else code


def _braced(names: list[str] | tuple[str, ...]) -> str:
    return " ".join(f"{{{name}}}" for name in names)


def _category(work: Work, code: str) -> str:
    if code != EVERY and not work.house.policy.knows(code):
        raise StalePress
    return code


def _row(work: Work, code: str, known: CannedReply | None) -> CannedRow:
    row = work.session.get(CannedRow, code)
    if row is not None:
        return row
    if known is None:
        return CannedRow(code=code, name="", words="", category=EVERY, body="", gone=False)
    return CannedRow(code=code, name=known.name.in_language(DEFAULT), words=known.words, category=known.category,
                     body=known.body, gone=False)


def _of_row(row: CannedRow) -> CannedReply:
    return CannedReply(row.code, Words({"zh-Hans": row.name, "en": row.name}), row.words, row.category, row.body)


def _shipped(work: Work, code: str) -> CannedReply | None:
    return next((each for each in work.house.canned if each.code == code), None)
