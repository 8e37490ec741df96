"""A matter as the resident who filed or joined it sees it: where it stands, what happened, what comes next."""

from models.kinds import Kind
from models.lifecycle import Move, Status
from models.mail import Card
from models.matter import Matter
from services.cards import view
from services.chase import limits
from services.draft import count_files
from services.draft_form import category_of, names
from services.draft_place import place_text
from services.follow import may_leave, public_place, public_words
from services.last_word import dispute_until, may_dispute
from services.merged import main_of
from services.mine import count_followers
from services.report_screens import below, words_text
from services.resident_events import entries, events_of
from services.routing import seat_of
from services.seats import seat_name
from services.work import Work
from texts.leave import Leave, LeavePress
from texts.merging import NextMerged, ToMain
from texts.message import Names, Text, Until, term
from texts.mine import (
    EarlierEvents,
    FollowersLine,
    History,
    MyCard,
    NextAnswered,
    NextClosed,
    NextConfirmed,
    NextEnded,
    NextRunning,
    NextWaiting,
    OwnerIs,
    PromiseUntil,
)
from texts.mine_buttons import (
    AddButton,
    AddPress,
    ChaseButton,
    ChasePress,
    ConfirmPress,
    HistoryButton,
    MatterPress,
    MyHistoryPress,
    MyListPress,
    ShareButton,
    SharePress,
    ToCardButton,
    ToListButton,
    UnsolvedButton,
    WithdrawButton,
    WithdrawPress,
    confirm_rows,
    rating_rows,
)
from texts.preview import FilesLine, UrgentLine
from texts.report_buttons import NextPageButton, PreviousPageButton
from texts.screen import Button, Rows, Screen, row

EVENTS = 6
HISTORY_PAGE = 10
WORDS = 500


@view("resident")
def resident_screen(work: Work, matter: Matter, card: Card) -> Screen:
    """Show a matter to its author or a follower; staff and other residents stay who they are."""
    reader = card.person_id or 0
    events = events_of(work, matter)
    earlier = EarlierEvents(len(events) - EVENTS) if len(events) > EVENTS else None
    shown = entries(matter, events[-EVENTS:], reader)
    is_author = reader == matter.author_id
    text = _card_text(work, matter, (earlier, *shown) if earlier else shown, is_author=is_author)
    return Screen(text, (*_rows(work, matter, is_author=is_author), *_leave_rows(work, matter, reader)))


def history_screen(work: Work, matter: Matter, page: int) -> Screen:
    """Show one page of all that happened, the newest page last."""
    events = events_of(work, matter)
    pages = max(1, -(-len(events) // HISTORY_PAGE))
    page = min(max(page, 0), pages - 1)
    shown = entries(matter, events[page * HISTORY_PAGE : (page + 1) * HISTORY_PAGE], work.person.id)
    turns = [Button(PreviousPageButton(), MyHistoryPress(matter.id, page - 1))] if page else []
    turns += [Button(NextPageButton(), MyHistoryPress(matter.id, page + 1))] if page + 1 < pages else []
    rows: Rows = (tuple(turns), row(Button(ToCardButton(), MatterPress(matter.id))))
    return Screen(History(matter.number or "", page + 1, pages, shown), tuple(line for line in rows if line))


def _card_text(work: Work, matter: Matter, events: tuple[Text, ...], *, is_author: bool) -> MyCard:
    """Word the card; a follower reads of the report no more than any stranger does."""
    category, owner = category_of(work, matter), seat_of(work, matter)
    files, followers = count_files(work, matter) if is_author else 0, count_followers(work, matter)
    return MyCard(
        number=matter.number or "", kind=term(Kind(matter.kind)),
        category=names(category.name) if category else Names("", ""), state=term(Status(matter.status)),
        urgent=UrgentLine() if matter.urgent else None, owner=OwnerIs(seat_name(owner)) if owner else None,
        limits=below(_limits(work, matter)),
        place=place_text(work, matter) if is_author else public_place(work, matter),
        words=words_text(matter.words, WORDS) if is_author else _public_words(matter),
        files=FilesLine(files) if files else None, followers=FollowersLine(followers) if followers else None,
        events=events, next=_next(work, matter),
    )


def _public_words(matter: Matter) -> Text | str:
    words = public_words(matter)
    return words if isinstance(words, Text) else words_text(words, WORDS)


def _limits(work: Work, matter: Matter) -> tuple[Text, ...]:
    promise = (PromiseUntil(Until(matter.promise_on)),) if matter.promise_on else ()
    return limits(work, matter) + promise if matter.is_open else promise


def _next(work: Work, matter: Matter) -> Text:
    if matter.merged_into is not None:
        return NextMerged(main_of(work, matter).number or "")
    if matter.status == Status.SUBMITTED:
        return NextWaiting()
    if matter.status == Status.ANSWERED:
        return NextAnswered()
    if matter.is_open:
        return NextRunning()
    if not may_dispute(work, matter):
        return NextEnded()
    until = Until(dispute_until(work, matter))
    return NextClosed(until) if matter.status == Status.CLOSED else NextConfirmed(until)


def _leave_rows(work: Work, matter: Matter, reader: int) -> Rows:
    """Return [不再关注] for who joined the matter, and the way to the one it goes on in."""
    main = main_of(work, matter)
    if main.id != matter.id:
        return (row(Button(ToMain(main.number or ""), MatterPress(main.id))),)
    return (row(Button(Leave(), LeavePress(matter.id))),) if may_leave(work, matter, reader) else ()


def _rows(work: Work, matter: Matter, *, is_author: bool) -> Rows:
    lines = [*_word_rows(work, matter, is_author=is_author)]
    if matter.is_open:
        lines.append(_open_row(matter, is_author=is_author))
    share = Button(ShareButton(), SharePress(matter.id))
    if is_author and matter.may(Move.WITHDRAW):
        lines.append(row(Button(WithdrawButton(), WithdrawPress(matter.id, False)), share))
    else:
        lines.append(row(share))
    lines.append(row(Button(HistoryButton(), MyHistoryPress(matter.id, 0)), Button(ToListButton(), MyListPress(0))))
    return tuple(lines)


def _open_row(matter: Matter, *, is_author: bool) -> tuple[Button, ...]:
    add = Button(AddButton(), AddPress(matter.id))
    return row(add, Button(ChaseButton(), ChasePress(matter.id))) if is_author else row(add)


def _word_rows(work: Work, matter: Matter, *, is_author: bool) -> Rows:
    """Return the buttons of the word after closing, as far as it is not said."""
    if is_author and matter.status == Status.CLOSED:
        return confirm_rows(matter.id)
    if is_author and matter.status == Status.CONFIRMED and matter.solved and not matter.satisfaction:
        return rating_rows(matter.id)
    if may_dispute(work, matter):
        return (row(Button(UnsolvedButton(), ConfirmPress(matter.id, False))),)
    return ()
