"""Replying to a card: the words or pictures go to the resident, as a question, or into the notes."""

from handlers.deputy import finish
from handlers.forms import WORDS_AND_FILES, require_private
from handlers.hold import HOLD, hold_words
from handlers.routes import Routes
from handlers.talk import Talk
from models.matter import Matter
from models.refusals import NoSuchMatter
from services.relay import RelayWords, Way
from services.seats import act_as_owner, find_matter
from texts.deputy import SendAsPress, WordsOrPictures
from texts.press import StalePress
from texts.screen import Screen

routes = Routes("reply")


@routes.reply("deputy", "pictures", "officer", "office", "duty")
def on_reply(talk: Talk) -> None:
    """Somebody replied to a card, its pictures, or a notice of a matter that is not their own."""
    if talk.card is None or talk.card.matter_id is None:
        raise NoSuchMatter
    begin_reply(talk, find_matter(talk.work, talk.card.matter_id))


def begin_reply(talk: Talk, matter: Matter) -> None:
    """Keep the owner's words and ask what they are for; others are told who has the matter in hand."""
    act_as_owner(talk.work, matter)
    if talk.incoming.content not in WORDS_AND_FILES:
        talk.reply(Screen(WordsOrPictures()), view="form", matter_id=matter.id)
        return
    hold_words(talk, matter)


@routes.step(HOLD, *WORDS_AND_FILES)
def on_more(talk: Talk) -> None:
    """More words, or the further parts of an album."""
    begin_reply(talk, find_matter(talk.work, talk.data["matter"]))


@routes.press(SendAsPress)
def on_send_as(talk: Talk, press: SendAsPress) -> None:
    """The deputy said what the held words are for."""
    require_private(talk)
    dialog = talk.dialog()
    is_held = dialog is not None and dialog.step == HOLD and talk.data.get("matter") == press.matter_id
    if not is_held or press.how not in set(Way):
        raise StalePress
    finish(talk, RelayWords(press.matter_id, Way(press.how), talk.data["words"], talk.data["files"]))
