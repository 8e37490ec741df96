"""Lists by pages: which part is shown, and the buttons that turn."""

from collections.abc import Callable, Sequence
from math import ceil
from typing import TypeVar

from texts.message import Text
from texts.press import Press
from texts.queue import Earlier, Later, PageOf
from texts.screen import Button, Rows

PAGE = 5
T = TypeVar("T")


def page_within(count: int, page: int, size: int = PAGE) -> tuple[int, int]:
    """Return the page that exists, the last one for one that is gone, and how many there are."""
    pages = max(ceil(count / size), 1)
    return min(max(page, 0), pages - 1), pages


def cut_page(items: Sequence[T], page: int, size: int = PAGE) -> tuple[Sequence[T], int, int]:
    """Return a page of the items, its number and how many there are."""
    page, pages = page_within(len(items), page, size)
    return items[page * size:(page + 1) * size], page, pages


def turn_rows(page: int, pages: int, press: Callable[[int], Press]) -> Rows:
    """Return the buttons to the pages before and after."""
    earlier = [Button(Earlier(), press(page - 1))] if page else []
    later = [Button(Later(), press(page + 1))] if page + 1 < pages else []
    return ((*earlier, *later),) if earlier or later else ()


def page_line(page: int, pages: int) -> Text | None:
    """Return which page of how many, nothing for a single one."""
    return PageOf(page + 1, pages) if pages > 1 else None
