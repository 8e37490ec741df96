"""[不予受理], [标为急件], [取消急件], [标为疑难], [取消疑难]: each asks its reason before anything changes."""

from collections.abc import Callable

from handlers.forms import FORM, ask, ask_here, require_private
from handlers.incoming import Content
from handlers.routes import Routes
from handlers.talk import Talk
from models.matter import Matter
from services.oversight import (
    ELSEWHERE,
    WHERE_LENGTH,
    Flag,
    FlagMatter,
    RejectMatter,
    check_flag,
    check_reason,
    check_reject,
    closing_limit,
    flag_matter,
    may_oversee,
    reject_matter,
    rejection,
)
from texts.deputy import DropPress
from texts.message import Text
from texts.oversight import (
    AskHardReason,
    AskNotHardReason,
    AskOrdinaryReason,
    AskRejectReason,
    AskUrgentReason,
    AskWhere,
    Cancel,
    ConfirmReject,
    ConfirmRejectPress,
    FlagPress,
    HardNow,
    NotHardNow,
    OrdinaryNow,
    Rejected,
    RejectPress,
    RejectPreview,
    RejectWherePress,
    UrgentNow,
)
from texts.press import StalePress
from texts.screen import Button, Screen, row

routes = Routes("oversight")
QUESTIONS: dict[Flag, Callable[[str], Text]] = {
    Flag.URGENT: AskUrgentReason, Flag.ORDINARY: AskOrdinaryReason, Flag.HARD: AskHardReason,
    Flag.NOT_HARD: AskNotHardReason}


@routes.press(FlagPress)
def on_flag(talk: Talk, press: FlagPress) -> None:
    """Somebody wants to change the matter's hurry."""
    require_private(talk)
    if press.flag not in set(Flag):
        raise StalePress
    flag = Flag(press.flag)
    matter = check_flag(talk.work, press.matter_id, flag)
    ask(talk, matter, Screen(QUESTIONS[flag](matter.number or ""), (_cancel(matter),)), "oversight.flag",
        flag=flag.value)


@routes.step("oversight.flag", Content.TEXT)
def on_flag_reason(talk: Talk) -> None:
    """The reason was typed: it counts at once."""
    flag = Flag(talk.data["flag"])
    matter = flag_matter(FlagMatter(talk.data["matter"], flag, talk.incoming.words), talk.work)
    talk.leave()
    talk.reply(Screen(_flagged(talk, matter, flag)), view=FORM, matter_id=matter.id)


@routes.press(RejectPress)
def on_reject(talk: Talk, press: RejectPress) -> None:
    """Somebody wants to reject: why?"""
    require_private(talk)
    matter = check_reject(talk.work, press.matter_id)
    ask(talk, matter, Screen(AskRejectReason(matter.number or ""), (_cancel(matter),)), "oversight.reason")


@routes.step("oversight.reason", Content.TEXT)
def on_reject_reason(talk: Talk) -> None:
    """The reason was typed: where should the resident go instead?"""
    matter = check_reject(talk.work, talk.data["matter"])
    reason = check_reason(talk.incoming.words)
    ask(talk, matter, _where_screen(matter), "oversight.where", reason=reason)


@routes.press(RejectWherePress)
def on_where(talk: Talk, press: RejectWherePress) -> None:
    """A usual place was chosen."""
    require_private(talk)
    if press.where not in ELSEWHERE or not _is_in_form(talk, press.matter_id):
        raise StalePress
    matter = check_reject(talk.work, press.matter_id)
    reason = talk.data["reason"]
    ask_here(talk, matter, _preview_screen(matter, reason, press.where), "oversight.sure", reason=reason,
             where=press.where)


@routes.step("oversight.where", Content.TEXT)
def on_typed_where(talk: Talk) -> None:
    """A place was typed."""
    matter, reason = check_reject(talk.work, talk.data["matter"]), talk.data["reason"]
    where = check_reason(talk.incoming.words, WHERE_LENGTH)
    ask(talk, matter, _preview_screen(matter, reason, where), "oversight.sure", reason=reason, where=where)


@routes.press(ConfirmRejectPress)
def on_confirm(talk: Talk, press: ConfirmRejectPress) -> None:
    """[确认不予受理]: a second tap finds no form."""
    require_private(talk)
    if not _is_in_form(talk, press.matter_id) or "where" not in talk.data:
        raise StalePress
    data = talk.data
    matter = reject_matter(RejectMatter(press.matter_id, data["reason"], data["where"]), talk.work)
    talk.leave()
    talk.show(Screen(Rejected(matter.number or "")), view=FORM, matter_id=matter.id)


@routes.step("oversight.flag")
@routes.step("oversight.reason")
def on_other(talk: Talk) -> None:
    """Something else came: the question stands."""
    matter, flag = may_oversee(talk.work, talk.data["matter"]), talk.data.get("flag")
    question: Callable[[str], Text] = QUESTIONS[Flag(flag)] if flag else AskRejectReason
    talk.reply(Screen(question(matter.number or ""), (_cancel(matter),)), view=FORM, matter_id=matter.id)


@routes.step("oversight.where")
def on_other_where(talk: Talk) -> None:
    """Something else came: where to go is asked again."""
    matter = check_reject(talk.work, talk.data["matter"])
    talk.reply(_where_screen(matter), view=FORM, matter_id=matter.id)


@routes.step("oversight.sure")
def on_other_sure(talk: Talk) -> None:
    """Something else came: the letter waits for its button."""
    matter, data = check_reject(talk.work, talk.data["matter"]), talk.data
    talk.reply(_preview_screen(matter, data["reason"], data["where"]), view=FORM, matter_id=matter.id)


def _is_in_form(talk: Talk, matter_id: int) -> bool:
    return talk.data.get("matter") == matter_id and "reason" in talk.data


def _flagged(talk: Talk, matter: Matter, flag: Flag) -> Text:
    number = matter.number or ""
    match flag:
        case Flag.URGENT:
            return UrgentNow(number)
        case Flag.ORDINARY:
            return OrdinaryNow(number)
    told = HardNow if flag is Flag.HARD else NotHardNow
    return told(number, closing_limit(talk.work, matter))


def _where_screen(matter: Matter) -> Screen:
    places = tuple(row(Button(label, RejectWherePress(matter.id, code))) for code, label in ELSEWHERE.items())
    return Screen(AskWhere(matter.number or ""), (*places, _cancel(matter)))


def _preview_screen(matter: Matter, reason: str, where: str) -> Screen:
    rows = (row(Button(ConfirmReject(), ConfirmRejectPress(matter.id))), _cancel(matter))
    return Screen(RejectPreview(rejection(matter, reason, where)), rows)


def _cancel(matter: Matter) -> tuple[Button, ...]:
    return row(Button(Cancel(), DropPress(matter.id)))
