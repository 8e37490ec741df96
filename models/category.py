"""The kinds of trouble a policy names: their words, their questions, and who answers for them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Column(StrEnum):
    """The column of the clocks table a matter stands in."""

    URGENT = "urgent"
    UTILITY = "utility"
    NORMAL = "normal"
    HARD = "hard"


@dataclass(frozen=True, slots=True)
class Words:
    """One user-visible wording in every language of the product."""

    by_language: Mapping[str, str]

    def in_language(self, language: str) -> str:
        """Give the wording in a language code such as "zh-Hans" or "en"."""
        return self.by_language[language]


class QuestionKind(StrEnum):
    """How a category's own question is answered."""

    TEXT = "text"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer button of a choice question."""

    code: str
    words: Words


@dataclass(frozen=True, slots=True)
class Question:
    """A question a category asks of its own; `options` is empty for free text."""

    code: str
    kind: QuestionKind
    words: Words
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class CategoryGroup:
    """A branch of the category tree."""

    code: str
    name: Words


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of trouble in residents' words and who answers for it.

    `taxonomy` is the path of the national petition taxonomy, "level 1/level 2/level 3".
    `keywords` maps words to their weight for the guesser; `radius_m` is how near a possible duplicate is.
    `is_retired`: it is offered no more, but older matters keep its name, limits and body.
    """

    code: str
    group: str
    name: Words
    emoji: str
    taxonomy: str
    column: Column
    body: str
    duty: str
    questions: tuple[Question, ...] = ()
    keywords: Mapping[str, float] = field(default_factory=dict)
    radius_m: int = 250
    is_retired: bool = False
