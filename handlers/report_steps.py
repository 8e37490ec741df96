"""The report's form: what every step does with files, pins and things nobody can use."""

from collections.abc import Callable

from handlers import report
from handlers.incoming import MEDIA, Content
from handlers.report_flow import STEPS, current
from handlers.report_take import take_file, take_pin, take_words
from handlers.routes import Routes
from handlers.talk import Talk
from models.matter import Matter
from texts.report import FileNotTakenHere, NotUnderstoodHere

routes = Routes("report_steps")
ASKING = tuple(step for step in STEPS if step != "content")
OnStep = Callable[[Talk, Matter], None]


def drafted(handler: OnStep) -> Callable[[Talk], None]:
    """Give a step's handler the draft; when it is gone, the message stands outside any form."""

    def on_step(talk: Talk) -> None:
        draft = current(talk)
        if draft is None:
            talk.leave()
            _loose(talk)
        else:
            handler(talk, draft)

    on_step.__doc__ = handler.__doc__
    return on_step


def _loose(talk: Talk) -> None:
    routes_of_loose = report.routes.contents
    if handler := routes_of_loose.get(talk.incoming.content):
        handler(talk)


def _each_step(*contents: Content) -> Callable[[Callable[[Talk], None]], Callable[[Talk], None]]:
    def enter(handler: Callable[[Talk], None]) -> Callable[[Talk], None]:
        for step in ASKING:
            routes.step(f"report.{step}", *contents)(handler)
        return handler

    return enter


@_each_step(*MEDIA)
@drafted
def on_file(talk: Talk, draft: Matter) -> None:
    """A photo, video or recording joins the draft, whatever is being asked."""
    if not report.is_too_large(talk) or talk.incoming.words:
        take_file(talk, draft)


@_each_step(Content.LOCATION, Content.VENUE)
@drafted
def on_pin(talk: Talk, draft: Matter) -> None:
    """A pin is the place, whatever is being asked."""
    take_pin(talk, draft)


@_each_step()
@drafted
def on_other(talk: Talk, draft: Matter) -> None:
    """Something nobody can use: the draft is safe, and the question stands."""
    is_file = talk.incoming.content is Content.DOCUMENT
    talk.say(FileNotTakenHere() if is_file else NotUnderstoodHere())


@routes.step("report.offer", Content.TEXT)
@routes.step("report.album", Content.TEXT)
@routes.step("report.files", Content.TEXT)
@drafted
def on_more_words(talk: Talk, draft: Matter) -> None:
    """More words join the draft."""
    take_words(talk, draft)
