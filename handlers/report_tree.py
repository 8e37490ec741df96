"""The tree of categories: its groups, and the categories of one; for a report and for whoever mends its category."""

from collections.abc import Callable
from dataclasses import dataclass

from handlers.talk import Talk
from models.category import CategoryGroup
from models.matter import Matter
from models.policy import Policy
from services.draft_form import SKIPPED, category_name, guesses, names
from texts.message import Text
from texts.press import Press, StalePress
from texts.report import AskGroup, AskInGroup
from texts.report_buttons import BackButton, CategoryPress, NextPageButton, PreviousPageButton, TreePress
from texts.screen import Button, Rows, Screen, grid, row

GUESSES = "guess"
PAGE = 5


@dataclass(frozen=True)
class Tree:
    """The tree's buttons: what turns to a group's page (`SKIPPED` is the first level), and what chooses a category."""

    policy: Policy
    turn: Callable[[str, int], Press]
    choose: Callable[[str], Press]

    def group(self, code: str) -> CategoryGroup:
        """Return a group in which something may be chosen."""
        found = next((each for each in self.policy.offered_groups if each.code == code), None)
        if found is None:
            raise StalePress
        return found

    def groups(self, page: int, back: tuple[Button, ...]) -> Rows:
        """Return the first level."""
        groups = [Button(names(each.name), self.turn(each.code, 0)) for each in self.policy.offered_groups]
        return self._paged(groups, SKIPPED, page, back)

    def categories(self, code: str, page: int) -> Rows:
        """Return a group's categories, with the way back to the first level."""
        buttons = [Button(category_name(each), self.choose(each.code)) for each in self.policy.categories_of(code)]
        return self._paged(buttons, code, page, row(Button(BackButton(), self.turn(SKIPPED, 0))))

    def _paged(self, buttons: list[Button], group: str, page: int, back: tuple[Button, ...]) -> Rows:
        """Return one page of buttons in single rows, and the ways on and back."""
        last, page = (back,) if back else (), max(page, 0)
        if len(buttons) <= PAGE + 2:
            return (*grid(buttons, 1 if len(buttons) <= PAGE else 2), *last)
        turns = [Button(PreviousPageButton(), self.turn(group, page - 1))] if page else []
        if len(buttons) > (page + 1) * PAGE:
            turns.append(Button(NextPageButton(), self.turn(group, page + 1)))
        return (*grid(buttons[page * PAGE : (page + 1) * PAGE], 1), *grid(turns), *last)


def show_groups(talk: Talk, draft: Matter, above: Text | None = None, page: int = 0) -> None:
    """Show the groups, with a way back to the guesses if the words gave any."""
    back = row(Button(BackButton(), TreePress(draft.id, GUESSES, 0))) if guesses(talk.work, draft) else ()
    _show(talk, draft, AskGroup(above), _tree(talk, draft).groups(page, back))


def show_categories(talk: Talk, draft: Matter, code: str, page: int) -> None:
    """Show the categories of a group."""
    tree = _tree(talk, draft)
    _show(talk, draft, AskInGroup(names(tree.group(code).name)), tree.categories(code, page))


def _tree(talk: Talk, draft: Matter) -> Tree:
    return Tree(talk.work.house.policy, lambda group, page: TreePress(draft.id, group, page),
                lambda code: CategoryPress(draft.id, code))


def _show(talk: Talk, draft: Matter, text: Text, rows: Rows) -> None:
    talk.show(Screen(text, rows), view="form", matter_id=draft.id)
