"""/broadcast: write, choose the audience, preview, try, send, and steer what is under way."""

from handlers.broadcast_screens import (
    ALL,
    audience_screen,
    branch_screen,
    preview_screen,
    running_screen,
    sent_screen,
    write_screen,
)
from handlers.forms import FORM, require_private
from handlers.incoming import Content
from handlers.routes import Routes
from handlers.talk import Talk
from models.broadcast import Broadcast, Turn
from models.mail import Card
from services.broadcast import (
    AimNotice,
    SendNotice,
    SteerNotice,
    WriteNotice,
    aim_notice,
    begin_notice,
    drop_notice,
    find_draft,
    find_sent,
    rewrite_notice,
    running_notices,
    send_notice,
    steer_notice,
    tell_groups_too,
    try_notice,
    write_notice,
)
from texts.broadcast import AlreadyEnded, Dropped, OnePhoto, OnlyWordsAndPhoto, SeeBelow, TestSent
from texts.broadcast_buttons import (
    AimPress,
    AudiencePress,
    DropPress,
    GroupsPress,
    NewNoticePress,
    OpenNoticePress,
    ReaimPress,
    RewritePress,
    SendNoticePress,
    SteerPress,
    TestPress,
)
from texts.press import StalePress
from texts.screen import Screen

routes = Routes("broadcast")
STEP = "broadcast.write"


@routes.command("broadcast")
def on_broadcast(talk: Talk) -> None:
    """/broadcast: what is under way, else the draft that was left lying, or a new one."""
    running = running_notices(talk.work)
    if running:
        talk.reply(running_screen(talk.work, running), view=FORM)
    else:
        _ask_below(talk, begin_notice(talk.work))


@routes.press(NewNoticePress)
def on_new(talk: Talk, press: NewNoticePress) -> None:
    """[写新通知] beside what is under way."""
    require_private(talk)
    _ask_here(talk, begin_notice(talk.work))


@routes.step(STEP, Content.TEXT, Content.PHOTO)
def on_words(talk: Talk) -> None:
    """Words or the picture; newer words take the place of older ones."""
    incoming, number = talk.incoming, talk.data["broadcast"]
    if incoming.album_id and incoming.album_id == talk.data.get("album"):
        _refuse_second(talk)
        return
    photo = incoming.file.file_id if incoming.file else None
    _ask_below(talk, write_notice(WriteNotice(number, incoming.words, photo), talk.work))


@routes.step(STEP)
def on_other(talk: Talk) -> None:
    """Content that no notice holds."""
    talk.reply(Screen(OnlyWordsAndPhoto()), view=FORM)


@routes.press(RewritePress)
def on_rewrite(talk: Talk, press: RewritePress) -> None:
    """[改内容]."""
    require_private(talk)
    _ask_here(talk, rewrite_notice(talk.work, press.broadcast_id))


@routes.press(ReaimPress)
def on_reaim(talk: Talk, press: ReaimPress) -> None:
    """[改范围], and the way back out of a list."""
    require_private(talk)
    broadcast, seat = find_draft(talk.work, press.broadcast_id)
    talk.show(audience_screen(talk.work, broadcast, seat), view=FORM)


@routes.press(AimPress)
def on_aim(talk: Talk, press: AimPress) -> None:
    """A kind of audience that has a list, or another page of it."""
    require_private(talk)
    broadcast, seat = find_draft(talk.work, press.broadcast_id)
    talk.show(branch_screen(talk.work, broadcast, seat, press), view=FORM)


@routes.press(AudiencePress)
def on_audience(talk: Talk, press: AudiencePress) -> None:
    """The audience was chosen."""
    require_private(talk)
    code = None if press.code == ALL else press.code
    _ask_here(talk, aim_notice(AimNotice(press.broadcast_id, press.audience, code), talk.work))


@routes.press(GroupsPress)
def on_groups(talk: Talk, press: GroupsPress) -> None:
    """[社区群：发] or [社区群：不发]."""
    require_private(talk)
    _ask_here(talk, tell_groups_too(talk.work, press.broadcast_id, press.on))


@routes.press(TestPress)
def on_test(talk: Talk, press: TestPress) -> None:
    """[给自己试发]."""
    require_private(talk)
    try_notice(talk.work, press.broadcast_id)
    talk.say(TestSent())


@routes.press(SendNoticePress)
def on_send(talk: Talk, press: SendNoticePress) -> None:
    """[发送]: the preview becomes the progress."""
    require_private(talk)
    broadcast = send_notice(SendNotice(press.broadcast_id, press.revision), talk.work)
    _leave(talk, broadcast.id)
    _show_progress(talk, broadcast)


@routes.press(DropPress)
def on_drop(talk: Talk, press: DropPress) -> None:
    """[取消] of a draft."""
    require_private(talk)
    drop_notice(talk.work, press.broadcast_id)
    _leave(talk, press.broadcast_id)
    talk.show(Screen(Dropped()), view=FORM)


@routes.press(OpenNoticePress)
def on_open(talk: Talk, press: OpenNoticePress) -> None:
    """One of those under way: its progress is shown here from now on."""
    require_private(talk)
    _show_progress(talk, find_sent(talk.work, press.broadcast_id))


@routes.press(SteerPress)
def on_steer(talk: Talk, press: SteerPress) -> None:
    """[暂停], [继续] or [取消]."""
    require_private(talk)
    if press.turn not in set(Turn):
        raise StalePress
    broadcast, is_done = steer_notice(SteerNotice(press.broadcast_id, Turn(press.turn)), talk.work)
    if not is_done:
        talk.say(AlreadyEnded())
    _show_progress(talk, broadcast)


def _ask_here(talk: Talk, broadcast: Broadcast) -> None:
    _remember(talk, broadcast, talk.show(_screen(talk, broadcast), view=FORM))


def _ask_below(talk: Talk, broadcast: Broadcast) -> None:
    """Ask for what is missing below what was typed; the question above is folded."""
    last = talk.work.session.get(Card, talk.data.get("card") or 0)
    if last is not None and talk.data.get("broadcast") == broadcast.id:
        talk.work.outbox.edit(last, Screen(SeeBelow()), language=talk.here.language)
    _remember(talk, broadcast, talk.reply(_screen(talk, broadcast), view=FORM))


def _screen(talk: Talk, broadcast: Broadcast) -> Screen:
    broadcast, seat = find_draft(talk.work, broadcast.id)
    if not broadcast.words:
        return write_screen(broadcast)
    if not broadcast.audience:
        return audience_screen(talk.work, broadcast, seat)
    return preview_screen(talk.work, broadcast)


def _remember(talk: Talk, broadcast: Broadcast, card: Card) -> None:
    talk.step(STEP, broadcast=broadcast.id, card=card.id, album=talk.incoming.album_id)


def _refuse_second(talk: Talk) -> None:
    """Say once for a whole album that one picture is kept."""
    if not talk.data.get("refused"):
        talk.reply(Screen(OnePhoto()), view=FORM)
        talk.step(STEP, **{**talk.data, "refused": True})


def _show_progress(talk: Talk, broadcast: Broadcast) -> None:
    """Turn the pressed message into the progress, kept up to date until the end."""
    card = talk.show(sent_screen(talk.work, broadcast), view=FORM)
    broadcast.card_id = card.id


def _leave(talk: Talk, broadcast_id: int) -> None:
    """Leave the form, unless the person is in another one by now."""
    if talk.data.get("broadcast") == broadcast_id:
        talk.leave()
