"""The word after closing: [已解决] [未解决], then [满意] [基本满意] [不满意], and why not."""

from handlers.mine_show import open_rows, show_own
from handlers.routes import Routes
from handlers.talk import Talk
from models.kinds import Satisfaction
from models.matter import Matter
from models.policy import ClockKind
from models.typed import clean_words
from services.clocks import deadline
from services.last_word import (
    ConfirmMatter,
    DisputeMatter,
    RateMatter,
    check_dispute,
    confirm_matter,
    dispute_matter,
    dispute_until,
    is_for_the_office,
    rate_matter,
)
from services.mine import AddToMatter, NewFile, add_to_matter, mine
from services.routing import seat_of
from services.seats import seat_name
from texts.last_word import (
    AskRating,
    AskWhy,
    KeptAsItWas,
    Rated,
    Reopened,
    ReopenedAgain,
    ReopenedOwner,
    ReopenedUntil,
    WhyInWords,
)
from texts.message import Text, Until, term
from texts.mine_buttons import ConfirmPress, NeverMindButton, NeverMindPress, RatePress, rating_rows
from texts.screen import Button, Rows, Screen, row

routes = Routes("mine_word")


@routes.press(ConfirmPress)
def on_confirm(talk: Talk, press: ConfirmPress) -> None:
    """[已解决] asks how satisfied on the same message; [未解决] asks why."""
    if not press.solved:
        _ask_why(talk, mine(talk.work, press.matter_id), is_unsolved=True)
        return
    matter = confirm_matter(ConfirmMatter(press.matter_id), talk.work)
    if matter.satisfaction:
        _show(talk, matter, _rated(talk, matter), open_rows(matter.id))
    else:
        _show(talk, matter, AskRating(matter.number or ""), rating_rows(matter.id))


@routes.press(RatePress)
def on_rate(talk: Talk, press: RatePress) -> None:
    """[满意] [基本满意] are noted; [不满意] asks why."""
    if press.rating == Satisfaction.DISSATISFIED:
        _ask_why(talk, mine(talk.work, press.matter_id), is_unsolved=False)
        return
    matter = rate_matter(RateMatter(press.matter_id, press.rating), talk.work)
    _show(talk, matter, _rated(talk, matter), open_rows(matter.id))


def _rated(talk: Talk, matter: Matter) -> Text:
    rating = term(Satisfaction(matter.satisfaction or Satisfaction.MOSTLY))
    return Rated(matter.number or "", rating, Until(dispute_until(talk.work, matter)))


def _show(talk: Talk, matter: Matter, text: Text, rows: Rows) -> None:
    """Answer on the pressed message; the resident's card shows all of it by itself."""
    if talk.card is not None and talk.card.view == "resident":
        show_own(talk, matter)
        talk.say(text)
    else:
        talk.show(Screen(text, rows), view="notice", matter_id=matter.id)


def _ask_why(talk: Talk, matter: Matter, *, is_unsolved: bool) -> None:
    check_dispute(talk.work, matter)
    talk.step("mine.why", matter=matter.id, unsolved=is_unsolved)
    never_mind = row(Button(NeverMindButton(), NeverMindPress(matter.id)))
    talk.reply(Screen(AskWhy(matter.number or ""), (never_mind,)), matter_id=matter.id)


@routes.press(NeverMindPress)
def on_never_mind(talk: Talk, press: NeverMindPress) -> None:
    """[算了]: nothing changes."""
    matter = mine(talk.work, press.matter_id)
    if talk.data.get("matter") == matter.id:
        talk.leave()
    talk.show(Screen(KeptAsItWas(matter.number or ""), open_rows(matter.id)), view="notice", matter_id=matter.id)


@routes.step("mine.why")
def on_why(talk: Talk) -> None:
    """One sentence reopens the matter; what came with it joins."""
    data, incoming = talk.data, talk.incoming
    if not clean_words(incoming.words):
        matter = mine(talk.work, data["matter"])
        talk.reply(Screen(WhyInWords(matter.number or "")), matter_id=matter.id)
        return
    cmd = DisputeMatter(data["matter"], incoming.words, data.get("unsolved", True))
    matter = dispute_matter(cmd, talk.work)
    talk.leave()
    if incoming.file:
        file = NewFile(incoming.file.kind, incoming.file.file_id, incoming.file.unique_id, incoming.album_id)
        add_to_matter(AddToMatter(matter.id, file=file, message_id=incoming.message_id), talk.work)
    talk.reply(Screen(_reopened(talk, matter), open_rows(matter.id)), matter_id=matter.id)


def _reopened(talk: Talk, matter: Matter) -> Text:
    if is_for_the_office(talk.work, matter):
        return ReopenedAgain(matter.number or "")
    owner, end = seat_of(talk.work, matter), deadline(talk.work, matter, ClockKind.FIRST_ANSWER)
    return Reopened(matter.number or "", ReopenedOwner(seat_name(owner)) if owner else None,
                    ReopenedUntil(Until(end)) if end else None)
