"""Words and pictures that wait until the deputy says what they are for."""

from handlers.forms import file_of, put_below
from handlers.talk import Talk
from models.matter import Matter
from services.answer import check_files, check_words
from services.history import author_name, shorten
from services.relay import Way
from texts.deputy import (
    AskBack,
    Cancel,
    DropPress,
    Files,
    InternalNote,
    SeeBelow,
    SendAsPress,
    Tell,
    WhatToDo,
)
from texts.screen import Button, Screen, row

HOLD = "reply.hold"
SHOWN = 500


def hold_words(talk: Talk, matter: Matter) -> None:
    """Keep what came, with the parts of its album and what was held before, and ask what it is for."""
    data, file = talk.data, file_of(talk)
    dialog = talk.dialog()
    goes_on = dialog is not None and dialog.step == HOLD and data.get("matter") == matter.id
    before = data if goes_on else {}
    words = check_words("\n".join(part for part in (before.get("words", ""), talk.incoming.words.strip()) if part))
    files = check_files([*before.get("files", []), *([file] if file else [])])
    card = put_below(talk, matter, what_to_do(matter, words, len(files)), Screen(SeeBelow()), goes_on=goes_on)
    talk.step(HOLD, matter=matter.id, words=words, files=files, album=talk.incoming.album_id, card=card.id)


def what_to_do(matter: Matter, words: str, count: int) -> Screen:
    """Return the question what the held words are for."""
    text = WhatToDo(matter.number or "", author_name(matter), shorten(words, SHOWN), Files(count) if count else None)
    tell, question, note = (SendAsPress(matter.id, way.value) for way in (Way.TELL, Way.ASK, Way.NOTE))
    return Screen(text, (
        row(Button(Tell(), tell), Button(AskBack(), question)),
        row(Button(InternalNote(), note), Button(Cancel(), DropPress(matter.id))),
    ))
