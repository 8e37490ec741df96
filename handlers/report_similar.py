"""The preview's question whether somebody reported the same already: [就是这件] [都不是]."""

from handlers.report_flow import ask_next
from handlers.routes import Routes
from handlers.talk import Talk
from models.refusals import NoSuchMatter
from services.draft import delete_draft, draft_of, remember
from services.follow import JoinMatter, join_matter
from services.similar import open_similar
from texts.mine_buttons import AddButton, AddPress, MatterPress, OpenButton
from texts.press import StalePress
from texts.screen import Button, Screen, row
from texts.similar import DistinctPress, SameEnded, SameNoted, SamePress
from texts.start import MatterEnded

routes = Routes("report_similar")


@routes.press(SamePress)
def on_same(talk: Talk, press: SamePress) -> None:
    """[就是这件]: one more joins what runs already, and the draft is not needed."""
    draft = draft_of(talk.work, press.draft_id)
    try:
        outcome = join_matter(JoinMatter(press.matter_id), talk.work)
    except NoSuchMatter:
        raise StalePress from None
    if isinstance(outcome, MatterEnded):
        talk.say(SameEnded(outcome.number), alert=True)
        ask_next(talk, draft)
        return
    if talk.data.get("draft") == draft.id:
        talk.leave()
    delete_draft(talk.work, draft)
    rows = (row(Button(OpenButton(), MatterPress(press.matter_id)), Button(AddButton(), AddPress(press.matter_id))),)
    talk.show(Screen(SameNoted(outcome), rows), view="notice", matter_id=press.matter_id)


@routes.press(DistinctPress)
def on_distinct(talk: Talk, press: DistinctPress) -> None:
    """[都不是]: the preview goes on without the question."""
    draft = draft_of(talk.work, press.draft_id)
    shown = [each.matter.id for each in open_similar(talk.work, draft)]
    remember(draft, distinct=[*draft.form.get("distinct", []), *shown])
    ask_next(talk, draft)
