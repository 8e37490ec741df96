"""The resident's card, shown from wherever one comes."""

from handlers.talk import Talk
from models.mail import Card
from models.matter import Matter
from services.resident_card import resident_screen
from texts.mine_buttons import MatterPress, OpenButton
from texts.screen import Button, Rows, row


def show_own(talk: Talk, matter: Matter) -> None:
    """Show one's matter on a card that changes with it."""
    card = Card(chat_id=talk.incoming.chat_id, person_id=talk.work.person.id, view="resident")
    screen = resident_screen(talk.work, matter, card)
    talk.show(screen, view="resident", matter_id=matter.id, living=True)


def open_rows(matter_id: int) -> Rows:
    """Return [查看诉求]."""
    return (row(Button(OpenButton(), MatterPress(matter_id))),)
