"""Every text has a wording in every language, with the same variables; every refusal and enumeration too."""

import importlib
import pkgutil
import string
from enum import StrEnum

import pytest

import handlers
import models
import services
import texts
from models.lifecycle import Status
from models.matter import Happening, Kind, ResultClass, Satisfaction
from models.organisation_plan import Role
from models.policy import ClockKind
from models.refusals import REFUSALS
from texts.catalog import LANGUAGES, load
from texts.message import REGISTRY, term

ENUMERATIONS: tuple[type[StrEnum], ...] = (Status, Kind, ResultClass, Satisfaction, Happening, Role, ClockKind)

for room in (texts, models, services, handlers):
    for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
        importlib.import_module(module.name)


def variables(wording: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(wording) if name}


def expected() -> dict[str, set[str]]:
    ours = {text_id: set(kind.__dataclass_fields__) for text_id, kind in REGISTRY.items()  # type: ignore[attr-defined]
            if kind.__module__.startswith("texts.")}
    refusals = {text_id: set(kind.__dataclass_fields__) for text_id, kind in REFUSALS.items()}  # type: ignore[attr-defined]
    return ours | refusals


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalog_holds_exactly_our_texts(language: str) -> None:
    wordings = load(language)

    ids = {text_id for text_id in wordings if not text_id.startswith("term.")}

    assert ids == set(expected())


def test_every_refusal_is_a_text() -> None:
    assert set(REFUSALS) <= set(REGISTRY)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_wording_uses_only_its_own_variables(language: str) -> None:
    wordings, known = load(language), expected()

    strangers = {text_id: variables(wordings[text_id]) - names for text_id, names in known.items()}

    assert not {text_id: names for text_id, names in strangers.items() if names}


def test_both_languages_tell_the_same_variables() -> None:
    chinese, english = (load(language) for language in LANGUAGES)

    different = {text_id for text_id in chinese if variables(chinese[text_id]) != variables(english[text_id])}

    assert not different


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("enumeration", ENUMERATIONS, ids=lambda enumeration: enumeration.__name__)
def test_every_member_of_an_enumeration_has_a_word(language: str, enumeration: type[StrEnum]) -> None:
    wordings = load(language)

    silent = [member for member in enumeration if not wordings.get(term(member).id)]

    assert not silent


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_wording_is_empty(language: str) -> None:
    assert not [text_id for text_id, wording in load(language).items() if not wording.strip()]
