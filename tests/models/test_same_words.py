"""When two people's words count as the same."""

import pytest

from models.same_words import is_same, normal

LONG = "福海街道的广场舞音响太大，每天晚上吵到十点，老人孩子睡不着"


def same(one: str, other: str, *, here: bool = False) -> bool:
    return is_same(normal(one), normal(other), here=here)


@pytest.mark.parametrize("other", [
    LONG, f" {LONG}！！！", LONG.replace("，", " "), LONG.replace("老人孩子", "老人和孩子"), f"{LONG}😡😡",
    f"{LONG}请处理",
])
def test_a_copy_that_was_touched_up_is_the_same(other: str) -> None:
    assert same(LONG, other)


@pytest.mark.parametrize("other", [
    "小区门口的路灯已经坏了三天，晚上看不清路，老人孩子不敢出门", "", "😡", "福海街道广场舞", LONG * 3,
    "福海街道的菜市场地面太滑，每天早上摔倒好几个人，老人孩子都害怕",
])
def test_other_words_are_not(other: str) -> None:
    assert not same(LONG, other)
    assert not same(LONG, other, here=True)


def test_short_words_are_the_same_only_in_one_community() -> None:
    assert same("路灯坏了", "路灯坏了！", here=True)
    assert not same("路灯坏了", "路灯坏了！")


def test_words_that_differ_in_a_number_are_the_same_only_in_one_community() -> None:
    first, second = f"{LONG}，就在3号路口", f"{LONG}，就在5号路口"

    assert same(first, second, here=True)
    assert not same(first, second)


def test_full_width_and_case_make_no_difference() -> None:
    assert same("ＴＶ音量太大", "tv音量太大", here=True)
