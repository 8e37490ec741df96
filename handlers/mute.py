"""[禁言]: reason, last day, a look at both, done; [解除禁言]."""

from datetime import date

from handlers.forms import FORM, ask, ask_here, require_private
from handlers.incoming import Content
from handlers.routes import Routes
from handlers.talk import Talk
from models.matter import Matter
from services.history import author_name
from services.mute import (
    MuteAuthor,
    UnmuteAuthor,
    check_mute,
    check_reason,
    mute_author,
    read_last_day,
    unmute_author,
)
from texts.deputy import Cancel, DropPress
from texts.message import Day
from texts.mute import (
    AskLastDay,
    AskReason,
    ConfirmMute,
    ConfirmMutePress,
    MutedNow,
    MutePress,
    Preview,
    UnmutedNow,
    UnmutePress,
)
from texts.press import StalePress
from texts.screen import Button, Screen, row

routes = Routes("mute")


@routes.press(MutePress)
def on_mute(talk: Talk, press: MutePress) -> None:
    """[禁言] on a card."""
    require_private(talk)
    matter = check_mute(talk.work, press.matter_id)
    ask_here(talk, matter, _reason_screen(matter), "mute.reason")


@routes.step("mute.reason", Content.TEXT)
def on_reason(talk: Talk) -> None:
    """The reason was typed."""
    matter = check_mute(talk.work, talk.data["matter"])
    reason = check_reason(talk.incoming.words)
    ask(talk, matter, _day_screen(matter, reason), "mute.day", reason=reason)


@routes.step("mute.day", Content.TEXT)
@routes.step("mute.sure", Content.TEXT)
def on_day(talk: Talk) -> None:
    """The last day was typed, perhaps anew."""
    matter, reason = check_mute(talk.work, talk.data["matter"]), talk.data["reason"]
    day = read_last_day(talk.work, talk.incoming.words)
    ask(talk, matter, _preview(matter, reason, day), "mute.sure", reason=reason, day=day.isoformat())


@routes.press(ConfirmMutePress)
def on_sure(talk: Talk, press: ConfirmMutePress) -> None:
    """[确认禁言]: only for the form it stands under."""
    require_private(talk)
    dialog, data = talk.dialog(), talk.data
    if dialog is None or dialog.step != "mute.sure" or data["matter"] != press.matter_id:
        raise StalePress
    day = date.fromisoformat(data["day"])
    matter = mute_author(MuteAuthor(press.matter_id, data["reason"], day), talk.work)
    talk.leave()
    talk.show(Screen(MutedNow(matter.number or "", Day(day))), view=FORM, matter_id=matter.id)


@routes.press(UnmutePress)
def on_unmute(talk: Talk, press: UnmutePress) -> None:
    """[解除禁言]."""
    require_private(talk)
    matter = unmute_author(UnmuteAuthor(press.matter_id), talk.work)
    talk.say(UnmutedNow(matter.number or ""), alert=True)


@routes.step("mute.reason")
@routes.step("mute.day")
@routes.step("mute.sure")
def on_other(talk: Talk) -> None:
    """Something else came: the question stands."""
    matter, data = check_mute(talk.work, talk.data["matter"]), talk.data
    if "day" in data:
        screen = _preview(matter, data["reason"], date.fromisoformat(data["day"]))
    elif "reason" in data:
        screen = _day_screen(matter, data["reason"])
    else:
        screen = _reason_screen(matter)
    talk.reply(screen, view=FORM, matter_id=matter.id)


def _reason_screen(matter: Matter) -> Screen:
    return Screen(AskReason(matter.number or "", author_name(matter)), (_cancel(matter),))


def _day_screen(matter: Matter, reason: str) -> Screen:
    return Screen(AskLastDay(matter.number or "", reason), (_cancel(matter),))


def _preview(matter: Matter, reason: str, day: date) -> Screen:
    text = Preview(matter.number or "", author_name(matter), reason, Day(day))
    return Screen(text, (row(Button(ConfirmMute(), ConfirmMutePress(matter.id))), _cancel(matter)))


def _cancel(matter: Matter) -> tuple[Button, ...]:
    return row(Button(Cancel(), DropPress(matter.id)))
