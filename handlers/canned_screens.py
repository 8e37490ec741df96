"""How canned replies look: to the deputy who answers, and to the office that writes them."""

from collections.abc import Callable, Sequence
from math import ceil
from typing import TypeVar

from models.canned import NAME_LENGTH, WORDS_LENGTH, CannedReply
from models.matter import Matter
from models.policy import Words
from models.timeline import AnswerDraft
from services.canned import EVERY, body_name, dropped, is_changed, replies, replies_for
from services.history import shorten
from services.work import Work
from texts import canned as say
from texts.message import Names, Text
from texts.press import Press
from texts.queue import Earlier, Later, PageOf
from texts.screen import Button, Rows, Screen, grid, row

PAGE = 5
CATEGORIES = 10
SNIPPET = 60
T = TypeVar("T")


def choose_screen(work: Work, matter: Matter, page: int) -> Screen:
    """Show a page of the canned replies for a matter."""
    back = row(Button(say.BackToAnswer(), say.DraftPress(matter.id)))
    fitting = replies_for(work, matter)
    if not fitting:
        return Screen(say.NoneFits(), (back,))
    shown, page, pages = _page(fitting, page, PAGE)
    rows = tuple(row(Button(_name(each), say.PickPress(matter.id, each.code))) for each in shown)
    turns = _turns(page, pages, lambda to: say.CannedPress(matter.id, to))
    items = tuple(_item(each) for each in shown)
    return Screen(say.Choose(items, _page_of(page, pages)), (*rows, *turns, back))


def ask_reword_screen(matter: Matter, draft: AnswerDraft) -> Screen:
    """Ask for the changed words of an answer, with the present ones to copy."""
    return Screen(say.AskReword(draft.words), (row(Button(say.BackToAnswer(), say.DraftPress(matter.id))),))


def office_screen(work: Work, page: int) -> Screen:
    """Show a page of all canned replies, dropped ones last."""
    new = row(Button(say.New(), say.NewPress()))
    standing, gone = replies(work), dropped(work)
    if not standing and not gone:
        return Screen(say.OfficeEmpty(), (new,))
    shown, page, pages = _page([*standing, *gone], page, PAGE)
    items = tuple(say.DroppedItem(_names(each.name)) if each in gone else _item(each) for each in shown)
    rows = tuple(row(Button(_name(each), say.OnePress(each.code, page))) for each in shown)
    turns = _turns(page, pages, say.OfficePress)
    return Screen(say.Office(len(standing), items, _page_of(page, pages)), (*rows, *turns, new))


def one_screen(work: Work, reply: CannedReply, page: int = 0) -> Screen:
    """Show one canned reply whole, with what the office may do."""
    is_gone = reply in dropped(work)
    buttons = [] if is_gone else [
        Button(say.Rename(), say.RenamePress(reply.code)), Button(say.Rewrite(), say.RewritePress(reply.code)),
        Button(say.Recategorise(), say.AskCategoryPress(reply.code, 0)),
        Button(say.Drop(), say.AskDropPress(reply.code)),
    ]
    if is_gone or is_changed(work, reply.code):
        buttons.append(Button(say.Restore(), say.RestorePress(reply.code)))
    text = say.One(_names(reply.name), reply.words, _fits(work, reply), _state(work, reply, is_gone=is_gone))
    return Screen(text, (*grid(buttons), row(Button(say.Back(), say.OfficePress(page)))))


def ask_drop_screen(reply: CannedReply) -> Screen:
    """Ask whether to drop it."""
    now = Button(say.DropNow(), say.DropPress(reply.code))
    return Screen(say.AskDrop(_names(reply.name)), (row(now, Button(say.Back(), say.OnePress(reply.code, 0))),))


def ask_name_screen(code: str | None) -> Screen:
    """Ask for a name."""
    return Screen(say.AskName(NAME_LENGTH), (_back(code),))


def ask_words_screen(name: str, code: str | None) -> Screen:
    """Ask for the words."""
    return Screen(say.AskWords(name, WORDS_LENGTH), (_back(code),))


def ask_category_screen(work: Work, reply: CannedReply, page: int) -> Screen:
    """Ask which matters it fits."""
    shown, page, pages = _page(work.house.policy.offered, page, CATEGORIES)
    buttons = [Button(say.CategoryChoice(_names(each.name)), say.CategoryPress(reply.code, each.code))
               for each in shown]
    every = row(Button(say.EveryMatter(), say.CategoryPress(reply.code, EVERY)))
    turns = _turns(page, pages, lambda to: say.AskCategoryPress(reply.code, to))
    return Screen(say.AskCategory(_names(reply.name)), (every, *grid(buttons), *turns, _back(reply.code)))


def _back(code: str | None) -> tuple[Button, ...]:
    return row(Button(say.Back(), say.OnePress(code, 0) if code else say.OfficePress(0)))


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


def _page_of(page: int, pages: int) -> Text | None:
    return PageOf(page + 1, pages) if pages > 1 else None


def _page(items: Sequence[T], page: int, size: int) -> tuple[Sequence[T], int, int]:
    pages = max(ceil(len(items) / size), 1)
    page = min(max(page, 0), pages - 1)
    return items[page * size:(page + 1) * size], page, pages


def _turns(page: int, pages: int, press: Callable[[int], Press]) -> Rows:
    buttons = []
    if page > 0:
        buttons.append(Button(Earlier(), press(page - 1)))
    if page + 1 < pages:
        buttons.append(Button(Later(), press(page + 1)))
    return (tuple(buttons),) if buttons else ()
