"""How the form of an absence looks, step by step."""

from datetime import date, timedelta

from models.absence import Absence
from models.organisation import Seat
from services.away import candidates, in_hand
from services.paging import cut_page, turn_rows
from services.seats import scope_name, seat_name
from services.work import Work
from texts import away as say
from texts.away_staff import PreviewFor, TakenFor
from texts.message import Day, Text
from texts.role import SeatName
from texts.screen import Button, Rows, Screen, grid, row


def first_day_screen(work: Work) -> Screen:
    """Ask for the first day."""
    calendar = work.house.calendar
    today = calendar.local_date(work.now)
    days = sorted({today, today + timedelta(days=1), calendar.nth_workday_after(today, 1),
                   today + timedelta(days=7 - today.weekday())})
    return Screen(say.AskFirst(), (*_days(days), *_drop_row()))


def last_day_screen(first: date) -> Screen:
    """Ask for the last day."""
    days = [first + timedelta(days=ahead) for ahead in (0, 2, 4, 6, 13, 29)]
    return Screen(say.AskLast(Day(first)), (*_days(days), *_drop_row()))


def substitute_screen(work: Work, seat: Seat, first: date, last: date, page: int = 0) -> Screen:
    """Ask who stands in."""
    found = candidates(work, seat, first, last)
    if not found:
        return Screen(say.NobodyNear(Day(first), Day(last)), _drop_row())
    shown, page, pages = cut_page(found, page)
    rows = tuple(row(Button(say.SubstituteChoice(each.name, scope_name(work, each.role, each.scope)),
                            say.AwayWhoPress(each.id))) for each in shown)
    turns = turn_rows(page, pages, say.AwayPagePress)
    return Screen(say.AskSubstitute(Day(first), Day(last)), (*rows, *turns, *_drop_row()))


def preview_screen(work: Work, seat: Seat, first: date, last: date, substitute: Seat) -> Screen:
    """Show the absence before it is noted."""
    days, count = (Day(first), Day(last), seat_name(substitute)), in_hand(work, seat)
    text = PreviewFor(seat_name(seat), *days, count) if _is_others(work, seat) else say.Preview(*days, count)
    return Screen(text, (row(Button(say.Confirm(), say.AwayTakePress()), Button(say.Cancel(), say.AwayDropPress())),))


def taken_screen(work: Work, absence: Absence) -> Screen:
    """Say that the absence is noted."""
    seat, days = work.session.get_one(Seat, absence.seat_id), days_of(work, absence)
    text = TakenFor(seat_name(seat), *days) if _is_others(work, seat) else say.Taken(*days)
    return Screen(text, (row(_end_button(work, absence)),))


def absences_screen(work: Work, absences: list[Absence]) -> Screen:
    """Show the absences that are not over."""
    items = tuple(_item(work, absence) for absence in absences)
    rows = tuple(row(_end_button(work, absence)) for absence in absences)
    return Screen(say.Absences(items), (*rows, row(Button(say.Another(), say.AwayPress()))))


def first_day_of(work: Work, absence: Absence) -> date:
    """Return the first day of an absence."""
    return work.house.calendar.local_date(absence.starts_at)


def _item(work: Work, absence: Absence) -> Text:
    kind = say.NowAway if absence.is_on(work.now) else say.LaterAway
    return kind(*days_of(work, absence))


def _is_others(work: Work, seat: Seat) -> bool:
    return work.seat is not None and work.seat.id != seat.id


def days_of(work: Work, absence: Absence) -> tuple[Day, Day, SeatName]:
    """Return the first and the last day, and who stands in."""
    last = work.house.calendar.local_date(absence.ends_at - timedelta(microseconds=1))
    substitute = work.session.get_one(Seat, absence.substitute_id)
    return Day(first_day_of(work, absence)), Day(last), seat_name(substitute)


def _end_button(work: Work, absence: Absence) -> Button:
    label = say.ReturnEarly() if absence.is_on(work.now) else say.CallOff(Day(first_day_of(work, absence)))
    return Button(label, say.AwayEndPress(absence.id))


def _days(days: list[date]) -> Rows:
    return grid([Button(say.DayLabel(Day(day)), say.AwayDayPress(day.isoformat())) for day in days])


def _drop_row() -> Rows:
    return (row(Button(say.Cancel(), say.AwayDropPress())),)
