"""How canned replies look: to the deputy who answers, and to the office that writes them."""

from typing import TypeVar

from models.canned import NAME_LENGTH, WORDS_LENGTH, CannedReply
from models.category import Words
from models.matter import Matter
from models.timeline import AnswerDraft
from services.canned import EVERY, body_name, dropped, is_changed, replies, replies_for
from services.history import shorten
from services.paging import cut_page, page_line, turn_rows
from services.work import Work
from texts import canned as say
from texts.canned_presses import (
    AskCategoryPress,
    AskDropPress,
    CannedPress,
    CategoryPress,
    DraftPress,
    DropPress,
    NewPress,
    OfficePress,
    OnePress,
    PickPress,
    RenamePress,
    RestorePress,
    RewritePress,
)
from texts.message import Names, Text
from texts.screen import Button, Screen, grid, row

CATEGORIES = 10
SNIPPET = 60
T = TypeVar("T")


def choose_screen(work: Work, matter: Matter, page: int) -> Screen:
    """Show a page of the canned replies for a matter."""
    back = row(Button(say.BackToAnswer(), DraftPress(matter.id)))
    fitting = replies_for(work, matter)
    if not fitting:
        return Screen(say.NoneFits(), (back,))
    shown, page, pages = cut_page(fitting, page)
    rows = tuple(row(Button(_name(each), PickPress(matter.id, each.code))) for each in shown)
    turns = turn_rows(page, pages, lambda to: CannedPress(matter.id, to))
    items = tuple(_item(each) for each in shown)
    return Screen(say.Choose(items, page_line(page, pages)), (*rows, *turns, back))


def ask_reword_screen(matter: Matter, draft: AnswerDraft) -> Screen:
    """Ask for the changed words of an answer, with the present ones to copy."""
    return Screen(say.AskReword(draft.words), (row(Button(say.BackToAnswer(), DraftPress(matter.id))),))


def office_screen(work: Work, page: int) -> Screen:
    """Show a page of all canned replies, dropped ones last."""
    new = row(Button(say.New(), NewPress()))
    standing, gone = replies(work), dropped(work)
    if not standing and not gone:
        return Screen(say.OfficeEmpty(), (new,))
    shown, page, pages = cut_page([*standing, *gone], page)
    items = tuple(say.DroppedItem(_names(each.name)) if each in gone else _item(each) for each in shown)
    rows = tuple(row(Button(_name(each), OnePress(each.code, page))) for each in shown)
    turns = turn_rows(page, pages, OfficePress)
    return Screen(say.Office(len(standing), items, page_line(page, pages)), (*rows, *turns, new))


def one_screen(work: Work, reply: CannedReply, page: int = 0) -> Screen:
    """Show one canned reply whole, with what the office may do."""
    is_gone = reply in dropped(work)
    buttons = [] if is_gone else [
        Button(say.Rename(), RenamePress(reply.code)), Button(say.Rewrite(), RewritePress(reply.code)),
        Button(say.Recategorise(), AskCategoryPress(reply.code, 0)),
        Button(say.Drop(), AskDropPress(reply.code)),
    ]
    if is_gone or is_changed(work, reply.code):
        buttons.append(Button(say.Restore(), RestorePress(reply.code)))
    text = say.One(_names(reply.name), reply.words, _fits(work, reply), _state(work, reply, is_gone=is_gone))
    return Screen(text, (*grid(buttons), row(Button(say.Back(), OfficePress(page)))))


def ask_drop_screen(reply: CannedReply) -> Screen:
    """Ask whether to drop it."""
    now = Button(say.DropNow(), DropPress(reply.code))
    return Screen(say.AskDrop(_names(reply.name)), (row(now, Button(say.Back(), OnePress(reply.code, 0))),))


def ask_name_screen(code: str | None) -> Screen:
    """Ask for a name."""
    return Screen(say.AskName(NAME_LENGTH), (_back(code),))


def ask_words_screen(name: str, code: str | None) -> Screen:
    """Ask for the words."""
    return Screen(say.AskWords(name, WORDS_LENGTH), (_back(code),))


def ask_category_screen(work: Work, reply: CannedReply, page: int) -> Screen:
    """Ask which matters it fits."""
    shown, page, pages = cut_page(work.house.policy.offered, page, CATEGORIES)
    buttons = [Button(say.CategoryChoice(_names(each.name)), CategoryPress(reply.code, each.code))
               for each in shown]
    every = row(Button(say.EveryMatter(), CategoryPress(reply.code, EVERY)))
    turns = turn_rows(page, pages, lambda to: AskCategoryPress(reply.code, to))
    return Screen(say.AskCategory(_names(reply.name)), (every, *grid(buttons), *turns, _back(reply.code)))


def _back(code: str | None) -> tuple[Button, ...]:
    return row(Button(say.Back(), OnePress(code, 0) if code else OfficePress(0)))


def _state(work: Work, reply: CannedReply, *, is_gone: bool) -> Text | None:
    if is_gone:
        return say.WasDropped()
    return say.WasChanged() if is_changed(work, reply.code) else None


def _fits(work: Work, reply: CannedReply) -> Text:
    category = work.house.policy.find(reply.category)
    if category is not None:
        return say.FitsCategory(_names(category.name))
    return say.FitsBody(body_name(work, reply.body)) if reply.body else say.FitsAll()


def _item(reply: CannedReply) -> Text:
    return say.Item(_names(reply.name), shorten(reply.words, SNIPPET))


def _name(reply: CannedReply) -> Text:
    return say.NameChoice(_names(reply.name))


def _names(words: Words) -> Names:
    return Names(words.in_language("zh-Hans"), words.in_language("en"))
