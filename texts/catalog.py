"""The strict catalog: every text in every language, worded for one reader."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton
from babel.messages.pofile import read_po

from texts.message import Day, Names, Term, Text, Until

LOCALES = Path(__file__).parent / "locales"
DEFAULT = "zh-Hans"
LANGUAGES = (DEFAULT, "en")
LOCALE = {"zh-Hans": "zh_Hans", "en": "en"}


def language_of(code: str | None) -> str:
    """Return the catalog's language for a stored choice, the default for anything else."""
    return code if code in LANGUAGES else DEFAULT


@lru_cache
def load(language: str) -> Mapping[str, str]:
    """Read all ``locales/<language>/*.po`` into one mapping of id to wording.

    Raises:
        ValueError: an id stands in two files.
    """
    wordings: dict[str, str] = {}
    for path in sorted((LOCALES / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, abort_invalid=True):
                if not message.id:
                    continue
                if message.id in wordings:
                    raise ValueError(f"{path}: {message.id} stands twice")
                wordings[str(message.id)] = str(message.string)
    return wordings


class Catalog:
    """Words texts for readers in one time zone.

    Args:
        zone: the readers' time zone.
        now: what tells the time; days of another year than now are told with their year. Without it no day is.
    """

    def __init__(self, zone: ZoneInfo, now: Callable[[], datetime] | None = None) -> None:
        self.zone = zone
        self._now = now

    @property
    def year(self) -> int | None:
        """Return the readers' present year, by which days are told; None when all are told alike."""
        return None if self._now is None else self._now().astimezone(self.zone).year

    def word(self, text: Text | Term | Names, language: str = DEFAULT, *, plain: bool = False) -> str:
        """Return the wording, as HTML unless ``plain`` (labels, toasts).

        Raises:
            KeyError: the catalog lacks the text's id; a test proves it never does.
        """
        return self._word(text, language, plain)

    def _word(self, value: Any, language: str, plain: bool) -> str:
        if isinstance(value, Text):
            return self._format(value, language, plain)
        match value:
            case None:
                return ""
            case str():
                return self._typed(value, plain)
            case Term():
                return load(language)[value.id]
            case Names():
                return self._typed(value.en if language == "en" else value.zh, plain)
            case Until():
                return self._until(value.at, language)
            case datetime():
                return self._moment(value, language)
            case Day():
                return self._day(value.on, language)
            case list() | tuple():
                return "\n".join(self._lines(value, language, plain))
        return self._typed(str(value), plain)

    def _lines(self, values: Iterable[Any], language: str, plain: bool) -> list[str]:
        return [line for value in values if (line := self._word(value, language, plain))]

    def _format(self, text: Text, language: str, plain: bool) -> str:
        wording = load(language)[text.id]
        if not text.names and "{" not in wording:
            return wording
        return wording.format_map({name: self._word(getattr(text, name), language, plain) for name in text.names})

    @staticmethod
    def _typed(words: str, plain: bool) -> str:
        return words if plain else escape(words, quote=False)

    def _until(self, at: datetime, language: str) -> str:
        local = at.astimezone(self.zone)
        if (local.hour, local.minute) == (0, 0):
            return f"{self._day(local.date() - timedelta(days=1), language)} 24:00"
        return f"{self._day(local.date(), language)} {local:%H:%M}"

    def _moment(self, at: datetime, language: str) -> str:
        local = at.astimezone(self.zone)
        skeleton = self._with_year("MMMd", local.year)
        return f"{format_skeleton(skeleton, local, tzinfo=self.zone, locale=LOCALE[language])} {local:%H:%M}"

    def _day(self, on: date, language: str) -> str:
        return _day_words(self._with_year("MMMEd", on.year), on, LOCALE[language])

    def _with_year(self, skeleton: str, year: int) -> str:
        return skeleton if self.year in (None, year) else f"y{skeleton}"


@lru_cache(1000)
def _day_words(skeleton: str, on: date, locale: str) -> str:
    day = datetime(on.year, on.month, on.day)  # noqa: DTZ001 a day has no zone
    return format_skeleton(skeleton, day, locale=locale)
