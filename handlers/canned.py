"""[常用语] and [修改文字] in the form of an answer: chosen, filled in, changed before it is sent."""

from handlers.answer_screens import collected_screen, write_screen
from handlers.canned_screens import ask_reword_screen, choose_screen
from handlers.forms import FORM, ask, ask_here, require_private, show_form
from handlers.incoming import Content
from handlers.routes import Routes
from handlers.talk import Talk
from models.matter import Matter
from models.timeline import AnswerDraft
from services.answer import find_draft
from services.canned import FillIn, Reword, fill_in, reword
from texts.canned import TypeWords
from texts.canned_presses import CannedPress, DraftPress, PickPress, RewordPress
from texts.screen import Screen

routes = Routes("canned")


@routes.press(CannedPress)
def on_canned(talk: Talk, press: CannedPress) -> None:
    """[常用语]: a page of those that fit the matter."""
    require_private(talk)
    matter, _ = find_draft(talk.work, press.matter_id)
    show_form(talk, matter, choose_screen(talk.work, matter, press.page))


@routes.press(PickPress)
def on_pick(talk: Talk, press: PickPress) -> None:
    """One was chosen: it stands in the answer, which goes on."""
    require_private(talk)
    _go_on(talk, *fill_in(FillIn(press.matter_id, press.code), talk.work))


@routes.press(RewordPress)
def on_ask_reword(talk: Talk, press: RewordPress) -> None:
    """[修改文字]: the next words replace the present ones."""
    require_private(talk)
    matter, draft = find_draft(talk.work, press.matter_id)
    ask_here(talk, matter, ask_reword_screen(matter, draft), "answer.reword")


@routes.press(DraftPress)
def on_back(talk: Talk, press: DraftPress) -> None:
    """Back to what the answer holds so far."""
    require_private(talk)
    _go_on(talk, *find_draft(talk.work, press.matter_id))


@routes.step("answer.reword", Content.TEXT)
def on_reword(talk: Talk) -> None:
    """The changed words."""
    matter, draft = reword(Reword(talk.data["matter"], talk.incoming.words), talk.work)
    ask(talk, matter, collected_screen(matter, draft), "answer.write")


@routes.step("answer.reword")
def on_other(talk: Talk) -> None:
    """Content that has no words to replace others with."""
    talk.reply(Screen(TypeWords()), view=FORM, matter_id=talk.data["matter"])


def _go_on(talk: Talk, matter: Matter, draft: AnswerDraft) -> None:
    has_begun = bool(draft.words or draft.files)
    screen = collected_screen(matter, draft) if has_begun else write_screen(matter)
    ask_here(talk, matter, screen, "answer.write")
