"""/cancel and /back, at every step of every form."""

from collections.abc import Callable

from handlers.menu import say_home
from handlers.report_flow import ask, current, parked_rows, put, step_of
from handlers.routes import Routes
from handlers.talk import Talk
from models.matter import Matter
from services.draft import has_content, kept_until
from services.draft_form import is_chosen
from texts.message import Until
from texts.report import DraftLeft, FirstStep
from texts.start import BackToMenu, LeftForm, NothingToLeave

routes = Routes("back")
BACK: dict[str, Callable[[Talk], None]] = {}
"""Other features' steps with a way back of their own: the step's beginning, and what shows the step before."""
BEFORE = {"place": "rewrite", "which": "place", "more": "place", "category": "place", "question": "category",
          "contact": "category", "preview": "category", "rewrite": "preview", "files": "preview"}


@routes.command("cancel")
def on_cancel(talk: Talk) -> None:
    """/cancel: leave the form; a report's draft is kept."""
    dialog, draft = talk.dialog(), current(talk)
    talk.leave()
    if dialog is None:
        say_home(talk, NothingToLeave())
    elif draft is None or not has_content(talk.work, draft):
        say_home(talk, LeftForm())
    else:
        say_home(talk, BackToMenu())
        put(talk, draft, DraftLeft(Until(kept_until(talk.work, draft))), parked_rows(draft))


@routes.command("back")
def on_back(talk: Talk) -> None:
    """/back: one step back in the form, or out of it."""
    dialog, draft, step = talk.dialog(), current(talk), step_of(talk)
    if draft is not None and step in BEFORE:
        _step_back(talk, draft, BEFORE[step])
    elif step:
        talk.say(FirstStep())
    elif dialog is None:
        say_home(talk, NothingToLeave())
    else:
        _leave_or_back(talk, dialog.step)


def _leave_or_back(talk: Talk, step: str) -> None:
    way = next((show for start, show in BACK.items() if step.startswith(start)), None)
    if way is not None:
        way(talk)
    else:
        talk.leave()
        say_home(talk, LeftForm())


def _step_back(talk: Talk, draft: Matter, part: str) -> None:
    if part == "preview" and (not is_chosen(talk.work, draft) or not draft.form.get("place")):
        part = "place"
    ask(talk, draft, part)
