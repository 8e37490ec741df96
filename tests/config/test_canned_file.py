"""Canned replies are refused line by line; what ships is useful for every category."""

from pathlib import Path

import pytest

from config.canned import DEFAULT, CannedError, load_canned, parse_canned
from config.policy import load_policy
from models.canned import fill, fitting

POLICY = load_policy()
GOOD = '[[reply]]\ncode = "a"\nname = { zh-Hans = "好", en = "Good" }\nwords = "{number} 好"\n'


def test_what_ships_is_well_and_enough() -> None:
    shipped = load_canned(DEFAULT, POLICY)

    assert len(shipped) >= 12
    assert all(each.name.in_language("en").isascii() for each in shipped)
    assert all(len(fitting(shipped, category.code, category.body)) >= 5 for category in POLICY.categories)


@pytest.mark.parametrize(("text", "line", "sentence"), [
    (GOOD + GOOD, 6, "the code a stands twice"),
    ('body = "nobody"\n' + GOOD, 1, "no category of the policy belongs to a body nobody"),
    (GOOD + 'category = "nothing"\n', 5, "the policy has no category nothing"),
    ('body = "swj"\n' + GOOD + 'category = "streetlight"\n', 6, "belongs to the body cgj, not to swj"),
    (GOOD.replace("{number}", "{phone}"), 4, "{phone} is no variable"),
    (GOOD.replace(', en = "Good"', ""), 3, "the name in en has 1 to 30 characters"),
    (GOOD.replace('"好"', f'"{"好" * 31}"'), 3, "the name in zh-Hans has 1 to 30 characters"),
    (GOOD.replace("{number}", "好" * 1001), 4, "the words have at most 1000 characters"),
    (GOOD.replace('"a"', '"Not A Code"'), 2, "it must match"),
    (GOOD + 'colour = "red"\n', 5, "is not a key this file knows"),
    ("", 1, "is missing"),
])
def test_a_wrong_file_is_refused_with_its_line(text: str, line: int, sentence: str) -> None:
    with pytest.raises(CannedError) as refused:
        parse_canned(text, POLICY)

    assert [problem.line for problem in refused.value.problems] == [line]
    assert sentence in str(refused.value)


def test_a_folder_names_the_file_that_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(GOOD)
    (tmp_path / "b.toml").write_text(GOOD)

    with pytest.raises(CannedError) as refused:
        load_canned(tmp_path, POLICY)

    assert str(refused.value) == "line 2: b.toml: the code a stands twice"


def test_a_value_that_looks_like_a_variable_is_not_filled_in_again() -> None:
    assert fill("{place} {number} {x}", {"place": "{number}", "number": "1"}) == "{number} 1 {x}"
