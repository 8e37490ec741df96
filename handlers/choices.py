"""Lists to choose from: two columns, ten at a time, with the ways on and back."""

from collections.abc import Callable

from texts.press import Press
from texts.report_buttons import BackButton, NextPageButton, PreviousPageButton
from texts.screen import Button, Rows, grid, row

PAGE = 10


def choices(buttons: list[Button], page: int, turn: Callable[[int], Press], back: Press) -> Rows:
    """Return one page of buttons, the ways to other pages, and the way back; a page that is not there is the last."""
    last = max(len(buttons) - 1, 0) // PAGE
    page = min(max(page, 0), last)
    turns = [Button(PreviousPageButton(), turn(page - 1))] if page else []
    if page < last:
        turns.append(Button(NextPageButton(), turn(page + 1)))
    return (*grid(buttons[page * PAGE : (page + 1) * PAGE]), *grid(turns), row(Button(BackButton(), back)))
