"""What people type, made safe to keep: marks that hide or turn text, and bytes no database takes, go."""

import re
import unicodedata
from functools import lru_cache

_CONTROLS = r"\x00-\x08\x0b-\x1f\x7f"
_MARKS = r"\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
_UNSEEN = re.compile(f"[{_CONTROLS}{_MARKS}]")
_BLANK_LINES = re.compile(r"\n\s*\n\s*\n+")
_LATIN_WORD = re.compile(r"[A-Za-z0-9]+")
NAME_LENGTH = 64


def clean_words(words: str) -> str:
    """Return typed words without unseen marks, lone surrogates and runs of blank lines."""
    plain = _UNSEEN.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))
    plain = plain.encode("utf-8", "ignore").decode()
    return _BLANK_LINES.sub("\n\n", plain).strip()


def clean_line(words: str, length: int = NAME_LENGTH) -> str:
    """Return typed words as one line of at most `length` characters, for names and places."""
    return shorten(" ".join(clean_words(words).split()), length)


def shorten(words: str, length: int) -> str:
    """Return the words, or their beginning and an ellipsis."""
    return words if len(words) <= length else words[: length - 1].rstrip() + "…"


@lru_cache(maxsize=1 << 10)  # a form asks the same words at each step
def weight(words: str) -> int:
    """Tell how much is said: a Chinese character counts one, a word in Latin letters two."""
    letters = sum(unicodedata.category(each) == "Lo" for each in words)
    return letters + 2 * len(_LATIN_WORD.findall(words))
