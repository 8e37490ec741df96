"""The keyword guesser names the likely categories and admits when it knows nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.policy import load_policy
from models.category import Category, Column, Words
from models.guess import Guesser, KeywordGuesser
from tests.models.guess_measure import HELD_OUT, LETTERS, table

GUESSER: Guesser = KeywordGuesser(load_policy().categories)


def category(code: str, **keywords: float) -> Category:
    return Category(code, "g", Words({}), "", "a/b/c", Column.NORMAL, "b", "d", keywords=keywords)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("路灯坏了三天没人修", "streetlight"),
        ("我们楼停水两天了", "water"),
        ("整栋楼都没电", "power"),
        ("门口垃圾没人收", "rubbish"),
        ("半夜工地打桩睡不着", "noise"),
        ("台风把树吹得快倒了，压到绿化带", "greening"),
        ("电梯又坏了", "lift"),
        ("井盖没了，怕有人掉下去", "drainage"),
        ("公交站没有雨棚", "transit"),
        ("人行道坑坑洼洼", "road"),
        ("老板拖欠工资三个月", "wages"),
        ("健身房跑路不退款", "consumer"),
        ("社保断缴怎么补", "social_security"),
        ("楼上漏水物业不管", "property"),
        ("有人在路口摆摊占道", "vendors"),
        ("餐馆吃坏肚子", "food"),
        ("street lamp broken on our road", "streetlight"),
        ("no water since yesterday", "water"),
        ("The street light is broken", "streetlight"),
        ("trash everywhere behind the market", "rubbish"),
        ("cars parked on the zebra crossing", "traffic"),
        ("my employer has not paid wages", "wages"),
    ],
)
def test_short_words_of_chat_find_their_category(words: str, expected: str) -> None:
    assert [guess.code for guess in GUESSER.guess(words)][:1] == [expected]


@pytest.mark.parametrize("words", ["", "你好", "🙂🙂", "在吗，想问个事"])
def test_words_that_say_nothing_get_no_guess(words: str) -> None:
    assert GUESSER.guess(words) == []


def test_the_longest_keyword_at_a_place_wins() -> None:
    guesser = KeywordGuesser([category("housing", 出租=5), category("taxi", 出租车=3)])

    assert [guess.code for guess in guesser.guess("出租车拒载")] == ["taxi"]


def test_a_keyword_of_two_categories_speaks_for_both() -> None:
    guesser = KeywordGuesser([category("a", 充电=1), category("b", 充电=3)])

    assert [guess.code for guess in guesser.guess("充电")] == ["b", "a"]


def test_one_weak_keyword_is_an_unsure_guess() -> None:
    guesser = KeywordGuesser([category("a", 灯=1)])

    assert guesser.guess("灯")[0].score == pytest.approx(1 / 3, abs=1e-4)


def test_what_comes_first_counts_more() -> None:
    guesser = KeywordGuesser([category("a", 噪音=3), category("b", 垃圾=3)])

    assert [guess.code for guess in guesser.guess("噪音很大，旁边还有垃圾")] == ["a", "b"]


def test_latin_keywords_match_whole_words_only() -> None:
    guesser = KeywordGuesser([category("gas", gas=3)])

    assert guesser.guess("Las Vegas") == []


def test_full_width_and_upper_case_letters_are_read() -> None:
    guesser = KeywordGuesser([category("transit", bus=3)])

    assert [guess.code for guess in guesser.guess("ＢＵＳ late")] == ["transit"]


def test_no_categories_means_no_guesses() -> None:
    assert KeywordGuesser([]).guess("路灯") == []


@given(st.text(max_size=4096))
def test_scores_are_shares_in_falling_order(words: str) -> None:
    scores = [guess.score for guess in GUESSER.guess(words)]

    assert scores == sorted(scores, reverse=True)
    assert sum(scores) < 1.001
    assert all(score > 0 for score in scores)


@pytest.mark.skipif(not LETTERS.exists(), reason="the real letters are not here: ../shared/data is absent")
def test_real_letters_it_never_saw_are_mostly_told_apart() -> None:
    found = table(HELD_OUT)

    assert found["title and body"].first > 0.84
    assert found["title and body"].in_three > 0.96
    assert found["title alone"].first > 0.76
    assert found["first 20 characters of the body"].first > 0.47
