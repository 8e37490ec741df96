"""Taking a matter, putting it aside, giving it back, asking the resident, internal notes, publishing."""

from handlers.forms import FILES, FORM, ask, require_private, send_card, show_card
from handlers.hold import hold_words
from handlers.incoming import Content
from handlers.routes import Routes
from handlers.talk import Talk
from models.matter import Matter
from services.cards import living_cards
from services.claim import (
    ClaimMatter,
    DeclineMatter,
    ReleaseMatter,
    claim_matter,
    decline_matter,
    release_matter,
)
from services.close import PublishMatter, publish_matter
from services.delivery import address_of, open_card
from services.facts import next_limit
from services.history import author_name
from services.relay import RelayWords, Way, check_relay, relay_words
from services.seats import act_as_owner, find_matter
from texts.deputy import (
    AskPress,
    Cancel,
    Claimed,
    ClaimPress,
    DropPress,
    NotDelivered,
    Noted,
    NotePress,
    NothingKept,
    NotMinePress,
    PublishedAlready,
    PublishedNow,
    PublishPress,
    PutAside,
    QuestionSent,
    Released,
    ReleasePress,
    WordsOrPictures,
    WordsSent,
    WriteNote,
    WriteQuestion,
)
from texts.message import Text
from texts.screen import Button, Screen, row

routes = Routes("deputy")


@routes.press(ClaimPress)
def on_claim(talk: Talk, press: ClaimPress) -> None:
    """A deputy pressed 认领, on their card or in the deputies' group."""
    matter = claim_matter(ClaimMatter(press.matter_id), talk.work)
    _ensure_card(talk, matter)
    talk.say(Claimed(matter.number or "", next_limit(talk.work, matter)))


@routes.press(NotMinePress)
def on_not_mine(talk: Talk, press: NotMinePress) -> None:
    """A deputy put the matter aside."""
    require_private(talk)
    decline_matter(DeclineMatter(press.matter_id), talk.work)
    talk.say(PutAside())


@routes.press(ReleasePress)
def on_release(talk: Talk, press: ReleasePress) -> None:
    """The owner gives the matter back; [认领] on the same card undoes it."""
    require_private(talk)
    matter = release_matter(ReleaseMatter(press.matter_id, press.revision), talk.work)
    talk.say(Released(matter.number or ""), alert=True)


@routes.press(PublishPress)
def on_publish(talk: Talk, press: PublishPress) -> None:
    """The owner lets the group read the words."""
    require_private(talk)
    was_public = find_matter(talk.work, press.matter_id).published
    publish_matter(PublishMatter(press.matter_id), talk.work)
    talk.say(PublishedAlready() if was_public else PublishedNow(), alert=True)


@routes.press(AskPress)
def on_ask(talk: Talk, press: AskPress) -> None:
    """The owner wants to ask the resident."""
    require_private(talk)
    matter = check_relay(talk.work, press.matter_id, Way.ASK)
    _begin(talk, matter, WriteQuestion(matter.number or "", author_name(matter)), Way.ASK)


@routes.press(NotePress)
def on_note(talk: Talk, press: NotePress) -> None:
    """The owner wants to note something."""
    require_private(talk)
    matter = check_relay(talk.work, press.matter_id, Way.NOTE)
    _begin(talk, matter, WriteNote(matter.number or ""), Way.NOTE)


@routes.step("deputy.write", Content.TEXT)
def on_words(talk: Talk) -> None:
    """The question or note was typed."""
    finish(talk, RelayWords(talk.data["matter"], Way(talk.data["way"]), talk.incoming.words))


@routes.step("deputy.write", *FILES)
def on_file(talk: Talk) -> None:
    """It came as a picture: an album may have more parts, so that the way is asked at the end."""
    matter = find_matter(talk.work, talk.data["matter"])
    act_as_owner(talk.work, matter)
    hold_words(talk, matter)


@routes.step("deputy.write")
def on_other(talk: Talk) -> None:
    """Neither words nor picture."""
    matter_id = talk.data["matter"]
    rows = (row(Button(Cancel(), DropPress(matter_id))),)
    talk.reply(Screen(WordsOrPictures(), rows), view=FORM, matter_id=matter_id)


@routes.press(DropPress)
def on_drop(talk: Talk, press: DropPress) -> None:
    """The form is left."""
    require_private(talk)
    if talk.data.get("matter") == press.matter_id:
        talk.leave()
    talk.show(Screen(NothingKept()), view=FORM)


def finish(talk: Talk, cmd: RelayWords) -> None:
    """Send or keep the words and leave the form."""
    matter, is_reached = relay_words(cmd, talk.work)
    talk.leave()
    told: dict[Way, Text] = {
        Way.ASK: QuestionSent(matter.number or ""), Way.TELL: WordsSent(matter.number or ""),
        Way.NOTE: Noted(matter.number or ""),
    }
    text = told[cmd.way] if is_reached else NotDelivered(matter.number or "")
    talk.show(Screen(text), view=FORM, matter_id=matter.id)


def _begin(talk: Talk, matter: Matter, prompt: Text, way: Way) -> None:
    rows = (row(Button(Cancel(), DropPress(matter.id))),)
    ask(talk, matter, Screen(prompt, rows), "deputy.write", way=way.value)


def _ensure_card(talk: Talk, matter: Matter) -> None:
    """Let the new owner have a living card in the private chat, wherever they pressed."""
    home = address_of(talk.work.person)
    if any(card.chat_id == home.chat_id and card.view == "deputy" for card in living_cards(talk.work, matter)):
        return
    if not talk.incoming.is_private:
        open_card(talk.work, home, matter, "deputy")
    elif talk.card is not None and talk.card.matter_id == matter.id:
        show_card(talk, matter)
    else:
        send_card(talk, matter)
