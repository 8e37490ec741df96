"""The tree of categories: its groups, and the categories of one."""

from handlers.talk import Talk
from models.matter import Matter
from services.draft_form import SKIPPED, category_name, guesses, names
from texts.message import Text
from texts.press import StalePress
from texts.report import AskGroup, AskInGroup
from texts.report_buttons import BackButton, CategoryPress, NextPageButton, PreviousPageButton, TreePress
from texts.screen import Button, Rows, Screen, grid, row

GUESSES = "guess"
PAGE = 5


def show_groups(talk: Talk, draft: Matter, above: Text | None = None, page: int = 0) -> None:
    """Show the groups, with a way back to the guesses if the words gave any."""
    offered = talk.work.house.policy.offered_groups
    groups = [Button(names(each.name), TreePress(draft.id, each.code, 0)) for each in offered]
    back = row(Button(BackButton(), TreePress(draft.id, GUESSES, 0))) if guesses(talk.work, draft) else ()
    _show(talk, draft, AskGroup(above), _paged(draft, groups, SKIPPED, page, back))


def show_categories(talk: Talk, draft: Matter, code: str, page: int) -> None:
    """Show the categories of a group."""
    policy = talk.work.house.policy
    group = next((each for each in policy.offered_groups if each.code == code), None)
    if group is None:
        raise StalePress
    buttons = [Button(category_name(each), CategoryPress(draft.id, each.code)) for each in policy.categories_of(code)]
    back = row(Button(BackButton(), TreePress(draft.id, SKIPPED, 0)))
    _show(talk, draft, AskInGroup(names(group.name)), _paged(draft, buttons, code, page, back))


def _show(talk: Talk, draft: Matter, text: Text, rows: Rows) -> None:
    talk.show(Screen(text, rows), view="form", matter_id=draft.id)


def _paged(draft: Matter, buttons: list[Button], group: str, page: int, back: tuple[Button, ...]) -> Rows:
    """Return one page of buttons in single rows, and the ways on and back."""
    last = (back,) if back else ()
    if len(buttons) <= PAGE + 2:
        return (*grid(buttons, 1 if len(buttons) <= PAGE else 2), *last)
    turns = [Button(PreviousPageButton(), TreePress(draft.id, group, page - 1))] if page else []
    if len(buttons) > (page + 1) * PAGE:
        turns.append(Button(NextPageButton(), TreePress(draft.id, group, page + 1)))
    return (*grid(buttons[page * PAGE : (page + 1) * PAGE], 1), *grid(turns), *last)
