"""How the list of absences and the choice of a deputy look."""

from handlers.away_screens import days_of
from models.absence import Absence
from models.organisation import Seat
from services.absentees import absences_under, deputies_under
from services.paging import cut_page, page_line, turn_rows
from services.seats import scope_name, seat_name
from services.work import Work
from texts import away_staff as say
from texts.away import AwayDropPress, AwayEndPress, Cancel, SubstituteChoice
from texts.message import Text
from texts.screen import Button, Screen, grid, row


def list_screen(work: Work, by: Seat, page: int) -> Screen:
    """Show who is away or will be, five to a page."""
    shown, page, pages = cut_page(absences_under(work, by), page)
    ends = [_end_button(work, each) for each in shown]
    rows = (*grid(ends), *turn_rows(page, pages, say.AbsencesPress), row(Button(say.File(), say.FilePress(0))))
    if not shown:
        return Screen(say.NobodyAway(), rows)
    return Screen(say.AwayList(tuple(_item(work, each) for each in shown), page_line(page, pages)), rows)


def choose_screen(work: Work, by: Seat, page: int, name: str = "") -> Screen:
    """Ask for whom leave is filed; a typed name narrows the list."""
    shown, page, pages = cut_page(deputies_under(work, by, name), page)
    rows = tuple(row(Button(SubstituteChoice(each.name, scope_name(work, each.role, each.scope)),
                            say.FileForPress(each.id))) for each in shown)
    turns = () if name else turn_rows(page, pages, say.FilePress)
    text: Text = say.AskWhom(page_line(page, pages) if not name else None) if shown else say.NoSuchDeputy()
    return Screen(text, (*rows, *turns, row(Button(Cancel(), AwayDropPress()))))


def _item(work: Work, absence: Absence) -> Text:
    kind = say.AwayNow if absence.is_on(work.now) else say.AwayLater
    return kind(seat_name(work.session.get_one(Seat, absence.seat_id)), *days_of(work, absence))


def _end_button(work: Work, absence: Absence) -> Button:
    name = work.session.get_one(Seat, absence.seat_id).name
    label = say.EndOf(name) if absence.is_on(work.now) else say.CallOffOf(name)
    return Button(label, AwayEndPress(absence.id))
