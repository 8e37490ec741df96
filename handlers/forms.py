"""What the forms of deputies and officers share: files, private chats, messages that belong to a matter."""

from typing import Any

from handlers.incoming import Content
from handlers.talk import Talk
from models.mail import Card
from models.matter import Matter
from services.answer import FileRow
from services.cards import render_card
from services.delivery import open_card
from services.seats import view_for
from texts.press import StalePress
from texts.screen import Screen

WORDS_AND_FILES = (Content.TEXT, Content.PHOTO, Content.IMAGE, Content.VIDEO, Content.VOICE)
FILES = WORDS_AND_FILES[1:]
FORM = "form"
"""The view of a form's own messages: they know their matter, but are no card and no notice of it."""


def require_private(talk: Talk) -> None:
    """Refuse a press that makes sense in a private chat only: in a group everyone would read along."""
    if not talk.incoming.is_private:
        raise StalePress


def file_of(talk: Talk) -> FileRow | None:
    """Return the message's file as drafts and attachments keep it."""
    file = talk.incoming.file
    return [file.kind, file.file_id, file.unique_id, talk.incoming.album_id] if file else None


def ask(talk: Talk, matter: Matter, screen: Screen, step: str, **data: Any) -> Card:
    """Send a question of a form and enter its step."""
    card = talk.reply(screen, view=FORM, matter_id=matter.id)
    talk.step(step, matter=matter.id, card=card.id, **data)
    return card


def ask_here(talk: Talk, matter: Matter, screen: Screen, step: str, **data: Any) -> Card:
    """Turn the pressed message into a question of a form and enter its step."""
    card = show_form(talk, matter, screen)
    talk.step(step, matter=matter.id, card=card.id, **data)
    return card


def show_form(talk: Talk, matter: Matter, screen: Screen) -> Card:
    """Turn the pressed message of a form into this screen; a card stays a card, the form gets its own message."""
    if talk.card is not None and talk.card.living:
        return talk.reply(screen, view=FORM, matter_id=matter.id)
    return talk.show(screen, view=FORM, matter_id=matter.id)


def is_same_album(talk: Talk) -> bool:
    """Tell whether the message is a further part of the album the form received last."""
    album = talk.incoming.album_id
    return album is not None and album == talk.data.get("album")


def put_below(talk: Talk, matter: Matter, screen: Screen, folded: Screen, *, goes_on: bool = True) -> Card:
    """Show a form's state below what came last; an album's parts change one message instead of adding theirs."""
    last = talk.work.session.get(Card, talk.data.get("card") or 0) if goes_on else None
    if last is not None and is_same_album(talk):
        talk.work.outbox.edit(last, screen, language=talk.here.language)
        return last
    if last is not None:
        talk.work.outbox.edit(last, folded, language=talk.here.language)
    return talk.reply(screen, view=FORM, matter_id=matter.id)


def show_card(talk: Talk, matter: Matter) -> Card:
    """Turn the pressed message into the matter's card, as the reader's role sees it."""
    view = view_for(talk.work, matter)
    screen = render_card(talk.work, matter, view, talk.here)
    return talk.show(screen, view=view, matter_id=matter.id, living=True)


def send_card(talk: Talk, matter: Matter) -> Card:
    """Send the matter's pictures and card into this chat."""
    return open_card(talk.work, talk.here, matter, view_for(talk.work, matter))

