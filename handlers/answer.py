"""[答复]: words and pictures, first word or class, date or reason, preview, send."""

from handlers.answer_screens import (
    ask_day_screen,
    ask_reason_screen,
    collected_screen,
    preview_screen,
    write_screen,
)
from handlers.back import BACK
from handlers.forms import FORM, WORDS_AND_FILES, ask, ask_here, file_of, put_below, require_private, show_form
from handlers.incoming import Content
from handlers.menu import say_home
from handlers.routes import Routes
from handlers.talk import Talk
from models.dates import read_day
from models.kinds import ResultClass
from models.lifecycle import Status
from models.matter import Matter
from models.timeline import AnswerDraft
from services.answer import (
    MAX_REASON,
    RESPOND,
    SendAnswer,
    add_to_answer,
    begin_answer,
    check_words,
    choose_day,
    choose_result,
    choose_typed_day,
    drop_draft,
    find_draft,
    send_answer,
    start_over,
)
from services.sent_card import SENT, sent_screen
from texts.answer import (
    AnswerDropped,
    AnswerPress,
    CancelPress,
    ClassPress,
    CollectedBefore,
    DayPress,
    EditPress,
    RespondPress,
    SendPress,
)
from texts.deputy import WordsOrPictures
from texts.press import StalePress
from texts.screen import Screen
from texts.start import LeftForm

routes = Routes("answer")


@routes.press(AnswerPress)
def on_answer(talk: Talk, press: AnswerPress) -> None:
    """The owner wants to answer; a draft that was left lying goes on."""
    require_private(talk)
    matter, draft = begin_answer(talk.work, press.matter_id)
    has_begun = bool(draft.words or draft.files)
    screen = collected_screen(matter, draft) if has_begun else write_screen(matter)
    ask(talk, matter, screen, "answer.write")


@routes.step("answer.write", *WORDS_AND_FILES)
def on_words(talk: Talk) -> None:
    """Words or a picture of the answer."""
    matter, draft = find_draft(talk.work, talk.data["matter"])
    add_to_answer(talk.work, draft, talk.incoming.words, file_of(talk))
    card = put_below(talk, matter, collected_screen(matter, draft), Screen(CollectedBefore()))
    talk.step("answer.write", matter=matter.id, card=card.id, album=talk.incoming.album_id)


@routes.press(RespondPress)
def on_respond(talk: Talk, press: RespondPress) -> None:
    """A first word: its date is asked."""
    require_private(talk)
    matter, draft = find_draft(talk.work, press.matter_id)
    choose_result(draft, RESPOND)
    ask_here(talk, matter, ask_day_screen(talk.work, matter, draft), "answer.day")


@routes.press(ClassPress)
def on_class(talk: Talk, press: ClassPress) -> None:
    """A class was chosen: B and C want a date, D the reason."""
    require_private(talk)
    if press.result not in set(ResultClass):
        raise StalePress
    matter, draft = find_draft(talk.work, press.matter_id)
    choose_result(draft, press.result)
    if press.result in (ResultClass.B, ResultClass.C):
        ask_here(talk, matter, ask_day_screen(talk.work, matter, draft), "answer.day")
    elif press.result == ResultClass.D:
        ask_here(talk, matter, ask_reason_screen(matter), "answer.reason")
    else:
        _preview_here(talk, matter, draft)


@routes.press(DayPress)
def on_day(talk: Talk, press: DayPress) -> None:
    """A date button was pressed."""
    require_private(talk)
    matter, draft = find_draft(talk.work, press.matter_id)
    day = read_day(press.on, talk.work.house.calendar.local_date(talk.now))
    if day is None or draft.result in (None, ResultClass.A, ResultClass.D):
        raise StalePress
    choose_day(talk.work, draft, day)
    _preview_here(talk, matter, draft)


@routes.step("answer.day", Content.TEXT)
def on_typed_day(talk: Talk) -> None:
    """A date was typed."""
    matter, draft = find_draft(talk.work, talk.data["matter"])
    choose_typed_day(talk.work, draft, talk.incoming.words)
    _preview(talk, matter, draft)


@routes.step("answer.reason", Content.TEXT)
def on_reason(talk: Talk) -> None:
    """The reason was typed."""
    matter, draft = find_draft(talk.work, talk.data["matter"])
    draft.reason = check_words(talk.incoming.words.strip(), MAX_REASON)
    _preview(talk, matter, draft)


@routes.step("answer.preview", *WORDS_AND_FILES)
def on_after_preview(talk: Talk) -> None:
    """Something more to say after the preview: it joins, and the preview comes again."""
    matter, draft = find_draft(talk.work, talk.data["matter"])
    add_to_answer(talk.work, draft, talk.incoming.words, file_of(talk))
    card = put_below(talk, matter, preview_screen(talk.work, matter, draft), Screen(CollectedBefore()))
    talk.step("answer.preview", matter=matter.id, card=card.id, album=talk.incoming.album_id)


@routes.step("answer.write")
@routes.step("answer.day")
@routes.step("answer.reason")
@routes.step("answer.preview")
def on_other(talk: Talk) -> None:
    """Content that no answer can use: the question stands."""
    talk.reply(Screen(WordsOrPictures()), view=FORM, matter_id=talk.data["matter"])


@routes.press(SendPress)
def on_send(talk: Talk, press: SendPress) -> None:
    """The answer goes out."""
    require_private(talk)
    matter, is_reached = send_answer(SendAnswer(press.matter_id, press.revision), talk.work)
    _leave(talk, matter.id)
    card = show_form(talk, matter, sent_screen(talk.work, matter, is_reached=is_reached))
    if matter.status == Status.ANSWERED:
        card.view, card.living = SENT, True


@routes.press(EditPress)
def on_edit(talk: Talk, press: EditPress) -> None:
    """Anew; the old preview stays to copy from."""
    require_private(talk)
    matter, draft = find_draft(talk.work, press.matter_id)
    start_over(talk.work, draft)
    ask(talk, matter, write_screen(matter), "answer.write")


@routes.press(CancelPress)
def on_cancel(talk: Talk, press: CancelPress) -> None:
    """The answer is thrown away."""
    require_private(talk)
    matter, draft = find_draft(talk.work, press.matter_id)
    drop_draft(talk.work, draft)
    _leave(talk, matter.id)
    show_form(talk, matter, Screen(AnswerDropped()))


def step_back(talk: Talk) -> None:
    """/back: to what was written so far; from there out of the form, which keeps it."""
    dialog, (matter, draft) = talk.dialog(), find_draft(talk.work, talk.data["matter"])
    if dialog is None or dialog.step == "answer.write" or not draft.words:
        talk.leave()
        say_home(talk, LeftForm())
        return
    ask(talk, matter, collected_screen(matter, draft), "answer.write")


BACK["answer."] = step_back


def _preview(talk: Talk, matter: Matter, draft: AnswerDraft) -> None:
    ask(talk, matter, preview_screen(talk.work, matter, draft), "answer.preview")


def _preview_here(talk: Talk, matter: Matter, draft: AnswerDraft) -> None:
    ask_here(talk, matter, preview_screen(talk.work, matter, draft), "answer.preview")


def _leave(talk: Talk, matter_id: int) -> None:
    """Leave the form, unless the person is in another one by now."""
    if talk.data.get("matter") == matter_id:
        talk.leave()
