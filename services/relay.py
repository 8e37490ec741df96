"""Words between deputy and resident that answer nothing yet: questions, messages, internal notes."""

from dataclasses import dataclass, field
from enum import StrEnum

from models.matter import Happening, Matter
from models.refusals import ImpossibleMove
from services.answer import FileRow, attach, check_files, check_words, media_of
from services.cards import refresh
from services.inform import inform
from services.seats import act_as_owner, acting_name, find_matter
from services.timeline import record
from services.work import Work
from texts.deputy import QuestionToYou, WordsToYou


class Way(StrEnum):
    """What becomes of a deputy's words."""

    TELL = "tell"
    ASK = "ask"
    NOTE = "note"


HAPPENINGS = {Way.TELL: Happening.TOLD, Way.ASK: Happening.ASKED, Way.NOTE: Happening.NOTED}


@dataclass(frozen=True)
class RelayWords:
    """Send words and files to the resident, or keep them as an internal note."""

    matter_id: int
    way: Way
    words: str
    files: list[FileRow] = field(default_factory=list)


def check_relay(work: Work, matter_id: int, way: Way) -> Matter:
    """Refuse early what could not be sent in the end."""
    matter = find_matter(work, matter_id)
    act_as_owner(work, matter)
    if way is not Way.NOTE and not matter.is_open:
        raise ImpossibleMove(number=matter.number or "", status=matter.status)
    return matter


def relay_words(cmd: RelayWords, work: Work) -> tuple[Matter, bool]:
    """Send or keep the words; no clock stops.

    Returns:
        The matter, and whether the resident could be reached (a note needs nobody).
    """
    matter = check_relay(work, cmd.matter_id, cmd.way)
    words = check_words(cmd.words.strip())
    event = record(work, matter, HAPPENINGS[cmd.way], words or None)
    attach(work, matter, event, check_files(cmd.files))
    is_reached = True
    if cmd.way is not Way.NOTE:
        told = QuestionToYou if cmd.way is Way.ASK else WordsToYou
        text = told(matter.number or "", acting_name(work), words)
        is_reached = inform(work, matter, text, media=media_of(cmd.files), alone=True)
    refresh(work, matter)
    return matter, is_reached
