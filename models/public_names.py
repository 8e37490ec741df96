"""Names that hide nobody: of shops and goods, of figures in books and history, and words that only look like names."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

Span = tuple[int, int]

_FILE = Path(__file__).parent / "learned" / "public.txt"


def find_public(text: str) -> Iterator[Span]:
    """Find names that everybody knows, and that may be read by everybody."""
    return (found.span() for found in _public().finditer(text))


@cache
def _public() -> re.Pattern[str]:
    words = sorted(_FILE.read_text(encoding="utf-8").split(), key=len, reverse=True)
    return re.compile("|".join(words))
