"""`随手拍`, `反映诉求` and whatever is sent outside any form: a report begins."""

from handlers import report_album
from handlers.incoming import MEDIA, Content
from handlers.menu import home, say_home
from handlers.report_flow import ask_next, current, mention_draft, park, put
from handlers.report_take import take_file, take_pin, take_words
from handlers.routes import Routes
from handlers.talk import Talk
from models.kinds import Kind
from models.matter import Matter
from models.typed import clean_words
from services.draft import (
    FILE_BYTES,
    StartDraft,
    delete_draft,
    draft_of,
    remember,
    start_draft,
)
from services.draft_form import settle_danger
from texts.report import AskPhoto, AskWords, DangerNoted, DangerPassed, GotWords, NoReport
from texts.report_buttons import DangerPress, OfferPress
from texts.screen import Screen
from texts.start import FileNotTaken, LooseWords, NotHere, RequestKey, SnapKey, TooLarge

routes = Routes("report")
OFFERED_LENGTH = 4
DUE_WORK = (report_album,)
"""Modules that register due work: importing them is what makes the ticker know it."""


@routes.key(SnapKey)
@routes.command("snap")
def on_snap(talk: Talk) -> None:
    """`随手拍`: the photo first."""
    _begin(talk, Kind.SNAP)


@routes.key(RequestKey)
@routes.command("report")
def on_request(talk: Talk) -> None:
    """`反映诉求` or /report: the words first."""
    _begin(talk, Kind.REQUEST)


def _begin(talk: Talk, kind: Kind) -> None:
    park(talk)
    talk.step("report.content", kind=kind.value)
    talk.reply(Screen(AskPhoto() if kind is Kind.SNAP else AskWords(), keys=home(talk)), view="form")


@routes.content(Content.TEXT)
def on_loose_words(talk: Talk) -> None:
    """Words outside any form: kept at once, and is it a report?"""
    words = clean_words(talk.incoming.words)
    if len(words) < OFFERED_LENGTH and not talk.work.house.policy.danger(words):
        say_home(talk, LooseWords())
        return
    if not _warns(talk):
        mention_draft(talk)
    draft = start_draft(StartDraft(offered=True), talk.work)
    take_words(talk, draft)
    if _warns(talk):
        mention_draft(talk, besides=draft.id)


@routes.content(*MEDIA)
def on_loose_file(talk: Talk) -> None:
    """A photo, video or recording outside any form begins a report."""
    if is_too_large(talk) and not talk.incoming.words:
        return
    if take_file(talk, None):
        return
    if not _warns(talk):
        mention_draft(talk)
    draft = start_draft(StartDraft(Kind.SNAP), talk.work)
    take_file(talk, draft)
    if _warns(talk):
        mention_draft(talk, besides=draft.id)


def _warns(talk: Talk) -> bool:
    """Tell whether danger is in the words: then the numbers to call come before any other word of ours."""
    return bool(talk.work.house.policy.danger(talk.incoming.words))


@routes.content(Content.LOCATION, Content.VENUE)
def on_loose_pin(talk: Talk) -> None:
    """A pin outside any form: what is wrong there?"""
    mention_draft(talk)
    take_pin(talk, start_draft(StartDraft(), talk.work))


@routes.content(Content.DOCUMENT, Content.CONTACT, Content.OTHER)
def on_loose_other(talk: Talk) -> None:
    """Something nobody can use, outside any form."""
    say_home(talk, FileNotTaken() if talk.incoming.content is Content.DOCUMENT else NotHere())


@routes.step("report.content", Content.TEXT)
def on_first_words(talk: Talk) -> None:
    """The words asked for by `反映诉求`, or typed where a photo was asked for."""
    take_words(talk, _draft_to_fill(talk))


@routes.step("report.content", *MEDIA)
def on_first_file(talk: Talk) -> None:
    """The photo asked for by `随手拍`, or sent where words were asked for."""
    if is_too_large(talk) and not talk.incoming.words:
        return
    if current(talk) is not None or not take_file(talk, None):
        take_file(talk, _draft_to_fill(talk))


@routes.step("report.content", Content.LOCATION, Content.VENUE)
def on_first_pin(talk: Talk) -> None:
    """A pin before anything else."""
    take_pin(talk, _draft_to_fill(talk))


@routes.step("report.content")
def on_first_other(talk: Talk) -> None:
    """Something nobody can use, where a report begins."""
    talk.say(FileNotTaken() if talk.incoming.content is Content.DOCUMENT else NotHere())


@routes.press(OfferPress)
def on_offer(talk: Talk, press: OfferPress) -> None:
    """[反映这个问题] or [不是]."""
    draft = draft_of(talk.work, press.draft_id)
    if press.yes:
        remember(draft, offer=False)
        ask_next(talk, draft, GotWords())
        return
    delete_draft(talk.work, draft)
    talk.leave()
    talk.show(Screen(NoReport()))


@routes.press(DangerPress)
def on_danger(talk: Talk, press: DangerPress) -> None:
    """[现在有危险] or [没有危险]: only the first makes it urgent."""
    draft = draft_of(talk.work, press.draft_id)
    settle_danger(talk.work, draft, now=press.now)
    put(talk, draft, DangerNoted() if press.now else DangerPassed())
    ask_next(_afresh(talk), draft)


def is_too_large(talk: Talk) -> bool:
    """Tell the limit when a file passes it."""
    file = talk.incoming.file
    if file is None or not file.size or file.size <= FILE_BYTES:
        return False
    talk.say(TooLarge(FILE_BYTES // 1024 // 1024))
    return True


def _afresh(talk: Talk) -> Talk:
    """Go on below the pressed message, which keeps what it says now."""
    talk.card = None
    return talk


def _draft_to_fill(talk: Talk) -> Matter:
    draft = current(talk)
    if draft is None:
        draft = start_draft(StartDraft(talk.data.get("kind", Kind.REQUEST)), talk.work)
        remember(draft, via=talk.data.get("via"))
    return draft
