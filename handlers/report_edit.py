"""Edited messages: a draft's words change with them, a submitted matter is added to."""

from collections.abc import Sequence

from sqlalchemy import select

from handlers.incoming import MEDIA, Content
from handlers.report_flow import ask_next, step_of
from handlers.routes import Routes
from handlers.talk import Talk
from models.lifecycle import Status
from models.mail import Card
from models.matter import Matter
from models.typed import clean_words
from services.draft import WORDS_LIMIT, change_words, has_part
from services.draft_form import is_danger_open
from services.mine import AddToMatter, add_to_matter
from services.report_screens import preview_screen
from texts.addition import Corrected, EditedTooLate
from texts.engine import EditSeen
from texts.report import WordsChanged, WordsTooLong
from texts.screen import Screen

routes = Routes("report_edit")
LOOKED_AT = 20
"""So many of a person's newest matters are searched for the edited message."""


@routes.edited(Content.TEXT, *MEDIA)
def on_edited(talk: Talk) -> None:
    """A message was edited: change the draft it wrote, or add to the matter it opened."""
    words, number = clean_words(talk.incoming.words), talk.incoming.message_id
    matter = next((each for each in _newest(talk) if has_part(each, number)), None)
    if matter is None or not words:
        talk.say(EditSeen())
    elif matter.status == Status.DRAFT:
        _change(talk, matter)
    elif matter.is_open:
        add_to_matter(AddToMatter(matter.id, words, message_id=number), talk.work)
        talk.reply(Screen(Corrected(matter.number or "")), matter_id=matter.id)
    else:
        talk.reply(Screen(EditedTooLate()), matter_id=matter.id)


def _newest(talk: Talk) -> Sequence[Matter]:
    query = select(Matter).where(Matter.author_id == talk.work.person.id).order_by(Matter.id.desc())
    return talk.work.session.scalars(query.limit(LOOKED_AT)).all()


def _change(talk: Talk, draft: Matter) -> None:
    """Change the draft's words where they came from, and its preview where it is shown."""
    before = draft.words
    fits = change_words(draft, talk.incoming.words, talk.incoming.message_id)
    if draft.words == before:
        return
    talk.reply(Screen(WordsChanged() if fits else WordsTooLong(WORDS_LIMIT)), view="form", matter_id=draft.id)
    if step_of(talk) and is_danger_open(talk.work, draft):
        ask_next(talk, draft)
    elif card := _preview_card(talk, draft):
        talk.work.session.flush()
        talk.work.outbox.edit(card, preview_screen(talk.work, draft), language=talk.here.language)


def _preview_card(talk: Talk, draft: Matter) -> Card | None:
    query = select(Card).where(Card.matter_id == draft.id, Card.view == "preview", Card.living)
    return talk.work.session.scalar(query.order_by(Card.id.desc()).limit(1))
