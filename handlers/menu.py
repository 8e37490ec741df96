"""The reply keyboard to come home to, and typed words that mean a button."""

from handlers.talk import Talk
from texts.catalog import LANGUAGES, load
from texts.message import Text
from texts.role import keys_of
from texts.screen import Keys, Screen
from texts.start import menu


def home(talk: Talk) -> Keys:
    """Return the keyboard of the role the person acts in."""
    seat = talk.work.seat
    return keys_of(seat.role) if seat is not None else menu()


def say_home(talk: Talk, text: Text) -> None:
    """Send a message that brings the menu back."""
    talk.reply(Screen(text, keys=home(talk)))


def means(words: str, *labels: type[Text]) -> bool:
    """Tell whether typed words are one of the labels, in any language, with or without its emoji."""
    typed = words.strip()
    spellings = (load(language)[label.id] for label in labels for language in LANGUAGES)
    return any(typed in (label, label.partition(" ")[2]) for label in spellings) and bool(typed)

