"""Pairs of characters: whatever is in a text, its pairs are in the text's."""

from hypothesis import given
from hypothesis import strategies as st

from models.bigrams import grams_beginning, grams_of, grams_within, plain

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)


@given(WORDS, st.integers(0, 30), st.integers(1, 30))
def test_every_piece_of_a_text_has_its_pairs_in_the_text(words: str, start: int, length: int) -> None:
    tidy = plain(words)
    for piece in tidy[start:start + length].split():
        assert grams_within(piece) <= grams_of(tidy)


@given(WORDS)
def test_every_character_begins_a_pair(words: str) -> None:
    grams = grams_of(plain(words))

    for character in plain(words).replace(" ", ""):
        first, beyond = grams_beginning(character)
        assert any(first <= gram < beyond for gram in grams)


@given(WORDS)
def test_making_words_plain_twice_changes_nothing_that_is_looked_for(words: str) -> None:
    assert " " not in plain(words).strip(" ").replace(" ", "")
    assert "  " not in plain(words)


def test_width_and_case_do_not_matter() -> None:
    assert plain("ＬＥＤ灯　１２号\n") == "led灯 12号"


def test_pairs_do_not_reach_over_a_space() -> None:
    assert len(grams_of("路灯 坏")) == 3
    assert not grams_within("灯坏") & grams_of("路灯 坏")


def test_every_pair_fits_a_column_of_the_database() -> None:
    assert all(0 < gram < 2**63 for gram in grams_of("😀\U0010ffff 路灯"))
