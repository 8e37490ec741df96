"""请假: from which day to which, who stands in, confirm; [提前返岗] or calling it off."""

from datetime import date

from handlers.away_screens import (
    absences_screen,
    first_day_screen,
    last_day_screen,
    preview_screen,
    substitute_screen,
    taken_screen,
)
from handlers.away_staff import show_absences
from handlers.forms import require_private
from handlers.incoming import Content
from handlers.queue import seat_among
from handlers.routes import Routes
from handlers.talk import Talk
from models.absence import check_span
from models.dates import read_day
from models.organisation import Seat
from models.organisation_plan import Role
from services.absences import absences_of
from services.absentees import FILERS, act_for_leave
from services.answer import typed_day
from services.away import EndLeave, TakeLeave, candidates, check_days, end_leave, in_hand, take_leave
from services.seats import seat_name
from texts import away as say
from texts.away_staff import EndedFor, FileForPress
from texts.press import StalePress
from texts.role import Away
from texts.screen import Screen

routes = Routes("away")
VIEW = "away"


@routes.key(Away)
@routes.command("away")
def on_away(talk: Talk) -> None:
    """The absences that are not over, else the form of a new one; who watches over deputies sees all of theirs."""
    seat = seat_among(talk, FILERS)
    if seat.role != Role.DEPUTY:
        show_absences(talk)
        return
    absences = list(absences_of(talk.work, seat))
    if absences:
        talk.reply(absences_screen(talk.work, absences), view=VIEW)
        return
    begin_leave(talk, seat)


@routes.press(say.AwayPress)
def on_another(talk: Talk, press: say.AwayPress) -> None:
    """One more absence."""
    require_private(talk)
    begin_leave(talk, seat_among(talk, (Role.DEPUTY,)))


@routes.press(FileForPress)
def on_deputy(talk: Talk, press: FileForPress) -> None:
    """A deputy was chosen for whom leave is filed: the days are asked as they ask the deputy."""
    require_private(talk)
    begin_leave(talk, act_for_leave(talk.work, press.seat_id))


@routes.press(say.AwayDayPress)
def on_day(talk: Talk, press: say.AwayDayPress) -> None:
    """A day was pressed: the first or the last one."""
    _in_form(talk, "away.first", "away.last")
    day = read_day(press.on, talk.work.house.calendar.local_date(talk.now))
    if day is None:
        raise StalePress
    _take_day(talk, day)


@routes.step("away.first", Content.TEXT)
@routes.step("away.last", Content.TEXT)
def on_typed_day(talk: Talk) -> None:
    """A day was typed."""
    _take_day(talk, typed_day(talk.work, talk.incoming.words))


@routes.press(say.AwayPagePress)
def on_page(talk: Talk, press: say.AwayPagePress) -> None:
    """The list of substitutes was turned."""
    seat = _in_form(talk, "away.who")
    first, last = _span(talk)
    talk.show(substitute_screen(talk.work, seat, first, last, press.page), view=VIEW)


@routes.press(say.AwayWhoPress)
def on_who(talk: Talk, press: say.AwayWhoPress) -> None:
    """A substitute was chosen."""
    seat = _in_form(talk, "away.who")
    first, last = _span(talk)
    substitute = next((each for each in candidates(talk.work, seat, first, last) if each.id == press.seat_id), None)
    if substitute is None:
        raise StalePress
    talk.show(preview_screen(talk.work, seat, first, last, substitute), view=VIEW)
    talk.step("away.take", **{**talk.data, "who": substitute.id})


@routes.press(say.AwayTakePress)
def on_take(talk: Talk, press: say.AwayTakePress) -> None:
    """[确认请假]."""
    seat = _in_form(talk, "away.take")
    first, last = _span(talk)
    absence = take_leave(TakeLeave(seat.id, first, last, talk.data["who"]), talk.work)
    talk.leave()
    talk.show(taken_screen(talk.work, absence), view=VIEW)


@routes.press(say.AwayDropPress)
def on_drop(talk: Talk, press: say.AwayDropPress) -> None:
    """Nothing is noted."""
    require_private(talk)
    dialog = talk.dialog()
    if dialog is not None and dialog.step.startswith("away"):
        talk.leave()
    talk.show(Screen(say.NothingTaken()), view=VIEW)


@routes.press(say.AwayEndPress)
def on_end(talk: Talk, press: say.AwayEndPress) -> None:
    """[提前返岗], or an absence to come is called off."""
    require_private(talk)
    absence = end_leave(EndLeave(press.absence_id), talk.work)
    seat = talk.work.session.get_one(Seat, absence.seat_id)
    was_on = absence.starts_at <= talk.now
    if talk.work.seat is not None and talk.work.seat.id != seat.id:
        talk.show(Screen(EndedFor(seat_name(seat))), view=VIEW)
        return
    talk.show(Screen(say.BackNow(in_hand(talk.work, seat)) if was_on else say.CalledOff()), view=VIEW)


@routes.step("away.first")
@routes.step("away.last")
@routes.step("away.who")
@routes.step("away.take")
def on_other(talk: Talk) -> None:
    """Content that the question cannot use: it stands."""
    talk.reply(Screen(say.WordsOnly()), view=VIEW)


def begin_leave(talk: Talk, seat: Seat) -> None:
    """Ask from which day a deputy is away."""
    talk.reply(first_day_screen(talk.work), view=VIEW)
    talk.step("away.first", seat=seat.id)


def _take_day(talk: Talk, day: date) -> None:
    data, dialog = talk.data, talk.dialog()
    seat = act_for_leave(talk.work, data["seat"])
    if dialog is not None and dialog.step == "away.first":
        check_span(day, day, talk.work.house.calendar.local_date(talk.now))
        talk.show(last_day_screen(day), view=VIEW)
        talk.step("away.last", seat=seat.id, first=day.isoformat())
        return
    first = date.fromisoformat(data["first"])
    check_days(talk.work, seat, first, day)
    talk.show(substitute_screen(talk.work, seat, first, day), view=VIEW)
    talk.step("away.who", seat=seat.id, first=data["first"], last=day.isoformat())


def _in_form(talk: Talk, *steps: str) -> Seat:
    """Return the deputy's seat whose form the person is in; a button of an older form is stale."""
    require_private(talk)
    dialog = talk.dialog()
    if dialog is None or dialog.step not in steps:
        raise StalePress
    return act_for_leave(talk.work, talk.data["seat"])


def _span(talk: Talk) -> tuple[date, date]:
    return date.fromisoformat(talk.data["first"]), date.fromisoformat(talk.data["last"])
