"""The report's form: where is it?"""

from handlers.incoming import Content
from handlers.menu import means
from handlers.report_flow import ask, put, show_communities
from handlers.report_steps import drafted
from handlers.report_take import placed
from handlers.routes import Routes
from handlers.talk import Talk
from models.matter import Matter
from models.places import PlaceKind
from services.draft import draft_of
from services.draft_form import SKIPPED
from services.draft_place import choose_community, place_text, set_typed_place, skip_place, use_last_place
from services.residents import has_last_place
from texts.report import NoLastPlace, PinHelp, PlaceChosen
from texts.report_buttons import CommunityPagePress, CommunityPress, LastPlaceKey, SendPlaceKey, SkipKey

routes = Routes("report_place")


@routes.step("report.place", Content.TEXT)
@routes.step("report.which", Content.TEXT)
@drafted
def on_typed_place(talk: Talk, draft: Matter) -> None:
    """Typed words, or a key of the place's own keyboard."""
    words = talk.incoming.words
    if means(words, SendPlaceKey):
        talk.say(PinHelp())
    elif means(words, LastPlaceKey):
        _use_last(talk, draft)
    elif means(words, SkipKey):
        skip_place(talk.work, draft)
        placed(talk, draft)
    else:
        _read_words(talk, draft, words)


def _use_last(talk: Talk, draft: Matter) -> None:
    if not has_last_place(talk.work):
        talk.say(NoLastPlace())
        return
    use_last_place(talk.work, draft)
    placed(talk, draft)


def _read_words(talk: Talk, draft: Matter, words: str) -> None:
    match = set_typed_place(talk.work, draft, words)
    if match.kind in (PlaceKind.AMBIGUOUS, PlaceKind.STREET_ONLY):
        ask(talk, draft, "which")
    else:
        placed(talk, draft)


@routes.press(CommunityPress)
def on_community(talk: Talk, press: CommunityPress) -> None:
    """One of the candidates, or [都不是]."""
    draft = draft_of(talk.work, press.draft_id)
    choose_community(talk.work, draft, None if press.code == SKIPPED else press.code)
    put(talk, draft, PlaceChosen(place_text(talk.work, draft)))
    placed(talk, draft)


@routes.press(CommunityPagePress)
def on_community_page(talk: Talk, press: CommunityPagePress) -> None:
    """Another page of communities."""
    show_communities(talk, draft_of(talk.work, press.draft_id), max(press.page, 0))
