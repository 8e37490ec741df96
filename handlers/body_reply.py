"""A body's contact writes to the owner: [答复] with words and pictures."""

from handlers.forms import WORDS_AND_FILES, ask, file_of, put_below, require_private, show_form
from handlers.routes import Routes
from handlers.talk import Talk
from models.matter import Matter
from models.timeline import AnswerDraft
from services.answer import add_to_answer, drop_draft, start_over
from services.body_reply import SendReply, begin_reply, find_reply, reply_to_owner
from services.dispatches import dispatch_of_reader
from services.seats import find_matter, seats_of
from texts.answer import AnswerDropped, Cancel, CollectedBefore, Edit
from texts.body_form import Collected, Files, Replied, WordsMissing, WordsOrPictures, WriteReply
from texts.body_presses import CancelReplyPress, EditReplyPress, ReplyPress, SendReplyPress
from texts.dispatch import Send
from texts.press import StalePress
from texts.screen import Button, Screen, row

routes = Routes("body_reply")
STEP = "body.reply"


@routes.press(ReplyPress)
def on_reply(talk: Talk, press: ReplyPress) -> None:
    """[答复]; a reply that was left lying goes on."""
    require_private(talk)
    dispatch, matter, draft = begin_reply(talk.work, press.dispatch_id)
    has_begun = bool(draft.words or draft.files)
    screen = _collected(dispatch.id, matter, draft) if has_begun else _write(dispatch.id, matter)
    ask(talk, matter, screen, STEP, dispatch=dispatch.id)


@routes.reply("body")
def on_reply_to_card(talk: Talk) -> None:
    """Words that reply to the card are a reply to the owner."""
    matter = find_matter(talk.work, talk.card.matter_id if talk.card and talk.card.matter_id else 0)
    dispatch = dispatch_of_reader(talk.work, matter, seats_of(talk.work))
    if dispatch is None:
        raise StalePress
    begin_reply(talk.work, dispatch.id)
    if talk.data.get("dispatch") != dispatch.id:
        talk.step(STEP, matter=matter.id, dispatch=dispatch.id)
    on_words(talk) if talk.incoming.content in WORDS_AND_FILES else on_other(talk)


@routes.step(STEP, *WORDS_AND_FILES)
def on_words(talk: Talk) -> None:
    """Words or a picture of the reply; several join."""
    dispatch, matter, draft = find_reply(talk.work, talk.data["dispatch"])
    add_to_answer(talk.work, draft, talk.incoming.words, file_of(talk))
    card = put_below(talk, matter, _collected(dispatch.id, matter, draft), Screen(CollectedBefore()))
    talk.step(STEP, matter=matter.id, dispatch=dispatch.id, card=card.id, album=talk.incoming.album_id)


@routes.step(STEP)
def on_other(talk: Talk) -> None:
    """Content that no reply can use: the question stands."""
    _, matter, _ = find_reply(talk.work, talk.data["dispatch"])
    talk.reply(Screen(WordsOrPictures()), view="form", matter_id=matter.id)


@routes.press(SendReplyPress)
def on_send(talk: Talk, press: SendReplyPress) -> None:
    """The owner gets it."""
    require_private(talk)
    matter = reply_to_owner(SendReply(press.dispatch_id), talk.work)
    _leave(talk, press.dispatch_id)
    show_form(talk, matter, Screen(Replied(matter.number or "")))


@routes.press(EditReplyPress)
def on_edit(talk: Talk, press: EditReplyPress) -> None:
    """Anew; what was written stays above to copy from."""
    require_private(talk)
    dispatch, matter, draft = find_reply(talk.work, press.dispatch_id)
    start_over(talk.work, draft)
    ask(talk, matter, _write(dispatch.id, matter), STEP, dispatch=dispatch.id)


@routes.press(CancelReplyPress)
def on_cancel(talk: Talk, press: CancelReplyPress) -> None:
    """The reply is thrown away."""
    require_private(talk)
    _, matter, draft = find_reply(talk.work, press.dispatch_id)
    drop_draft(talk.work, draft)
    _leave(talk, press.dispatch_id)
    show_form(talk, matter, Screen(AnswerDropped()))


def _write(dispatch_id: int, matter: Matter) -> Screen:
    return Screen(WriteReply(matter.number or ""), (_cancel(dispatch_id),))


def _collected(dispatch_id: int, matter: Matter, draft: AnswerDraft) -> Screen:
    number, count = matter.number or "", len(draft.files)
    if not draft.words:
        return Screen(WordsMissing(number, count), (_cancel(dispatch_id),))
    send, edit = Button(Send(), SendReplyPress(dispatch_id)), Button(Edit(), EditReplyPress(dispatch_id))
    text = Collected(number, draft.words, Files(count) if count else None)
    return Screen(text, (row(send, edit), _cancel(dispatch_id)))


def _cancel(dispatch_id: int) -> tuple[Button, ...]:
    return row(Button(Cancel(), CancelReplyPress(dispatch_id)))


def _leave(talk: Talk, dispatch_id: int) -> None:
    """Leave the form, unless the person is in another one by now."""
    if talk.data.get("dispatch") == dispatch_id:
        talk.leave()
