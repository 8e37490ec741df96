"""How the matters of people without the app look to the officer."""

from collections.abc import Sequence

from models.matter import Matter
from models.organisation import Seat
from models.walk_in import WalkIn, WalkInCall
from services.paging import PAGE, page_line, turn_rows
from services.walk_in import count_calls, page_of_calls, walk_in_of
from services.work import Work
from texts.message import Text, Until, decode
from texts.mine_buttons import MatterPress
from texts.report_buttons import ProgressButton
from texts.screen import Button, Rows, Screen, grid, row
from texts.walk_in import (
    AtStation,
    BackToCalls,
    ByPhone,
    CallBy,
    CallItem,
    CallNeeded,
    CallPress,
    CallsPress,
    CallsTitle,
    Nameless,
    NoCalls,
    OpenCall,
    Phoneless,
    PreviewContact,
    Receipt,
    TellAtStation,
    Told,
    ToldPress,
)


def contact_line(work: Work, draft: Matter) -> Text:
    """Return who the person is, for the preview."""
    known = walk_in_of(work, draft)
    name, phone = (known.name, known.phone) if known else (None, None)
    return PreviewContact(draft.handle, name or Nameless(), phone or Phoneless())


def receipt_screen(work: Work, matter: Matter, receivers: Text, claim_by: Until, answer_by: Until) -> Screen:
    """Return what the officer reads out once the matter is registered."""
    known = walk_in_of(work, matter)
    later = ByPhone() if known and known.phone else AtStation()
    text = Receipt(matter.number or "", receivers, claim_by, answer_by, later)
    return Screen(text, (row(Button(ProgressButton(), MatterPress(matter.id))),))


def call_text(matter: Matter, walk_in: WalkIn, what: Text) -> Text:
    """Return the errand: whom to tell what."""
    return CallNeeded(matter.number or "", walk_in.name or Nameless(), contact_of(walk_in), what)


def contact_of(walk_in: WalkIn) -> Text:
    """Return how the person can be told."""
    return CallBy(walk_in.phone) if walk_in.phone else TellAtStation()


def told_row(call: WalkInCall) -> tuple[Button, ...]:
    """Return [已告知]."""
    return row(Button(Told(), ToldPress(call.id)))


def call_screen(call: WalkInCall, walk_in: WalkIn, matter: Matter) -> Screen:
    """Show one errand."""
    back = row(Button(BackToCalls(), CallsPress(0)))
    rows = (told_row(call), back) if call.told_at is None else (back,)
    return Screen(call_text(matter, walk_in, decode(call.words)), rows)


def calls_screen(work: Work, seat: Seat, page: int) -> Screen:
    """Show what people of the station are still to be told, five to a page."""
    count = count_calls(work, seat)
    if not count:
        return Screen(NoCalls())
    calls, page, pages = page_of_calls(work, seat, page)
    items = tuple(_item(work, call) for call in calls)
    text = CallsTitle(count, items, page_line(page, pages))
    return Screen(text, (*_openers(work, calls, page), *turn_rows(page, pages, CallsPress)))


def _item(work: Work, call: WalkInCall) -> Text:
    walk_in, matter = work.session.get_one(WalkIn, call.matter_id), work.session.get_one(Matter, call.matter_id)
    return CallItem(matter.number or "", call.at, walk_in.name or Nameless(), contact_of(walk_in))


def _openers(work: Work, calls: Sequence[WalkInCall], page: int) -> Rows:
    numbers = [work.session.get_one(Matter, call.matter_id).number or "" for call in calls]
    buttons = [Button(OpenCall(f"{page * PAGE + place}. {number}"), CallPress(call.id))
               for place, (call, number) in enumerate(zip(calls, numbers, strict=True), 1)]
    return grid(buttons)
