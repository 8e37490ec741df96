"""How handing over looks: whom to, whether it is meant, what became of it."""

from models.organisation import Seat
from services.hand_over import Estate, estate_of, find_deputy, successors
from services.paging import cut_page, page_line, turn_rows
from services.seats import seat_name
from services.work import Work
from texts.hand_over import (
    AskHandOver,
    AskSuccessor,
    HandedOver,
    HandOver,
    HandOverPress,
    HandToPress,
    LeftBehind,
    NoSuccessor,
    Successor,
    SureHandOver,
)
from texts.message import Text
from texts.people import Back, SeatPress
from texts.press import StalePress
from texts.screen import Button, Rows, Screen, row


def hand_over_rows(work: Work, seat: Seat) -> Rows:
    """Return [移交全部诉求] for a deputy who has something in hand."""
    return (row(Button(HandOver(), HandOverPress(seat.id, 0))),) if estate_of(work, seat) else ()


def successors_screen(work: Work, seat_id: int, page: int) -> Screen:
    """Ask who shall have it."""
    seat = find_deputy(work, seat_id)
    found, back = successors(work, seat), row(Button(Back(), SeatPress(seat_id)))
    if not found:
        return Screen(NoSuccessor(seat_name(seat)), (back,))
    shown, page, pages = cut_page(found, page)
    buttons = tuple(
        row(Button(Successor(each.name, len(estate_of(work, each).running)), HandToPress(seat.id, each.id, False)))
        for each in shown)
    estate = estate_of(work, seat)
    text = AskSuccessor(seat_name(seat), *estate.counts, page_line(page, pages))
    return Screen(text, (*buttons, *turn_rows(page, pages, lambda to: HandOverPress(seat.id, to)), back))


def sure_screen(work: Work, seat_id: int, to_id: int) -> Screen:
    """Ask whether it is meant, with what goes over."""
    seat, to = find_deputy(work, seat_id), find_deputy(work, to_id)
    estate = estate_of(work, seat).without(to.person_id)
    if not estate:
        raise StalePress
    text = AskHandOver(seat_name(seat), seat_name(to), *estate.counts)
    sure = Button(SureHandOver(), HandToPress(seat_id, to_id, True))
    return Screen(text, (row(sure, Button(Back(), HandOverPress(seat_id, 0))),))


def done_text(seat: Seat, to: Seat, given: Estate, left: int) -> Text:
    """Return what the office reads when it is done."""
    behind = LeftBehind(left) if left else None
    return HandedOver(seat_name(seat), seat_name(to), *given.counts, behind)
