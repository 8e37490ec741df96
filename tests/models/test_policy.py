"""The policy as plain data: clocks, columns, windows, danger words."""

from datetime import time

import pytest

from config.policy import load_policy
from models.category import Column
from models.policy import ClockKind, Limit, Recipient, Unit, Window

POLICY = load_policy()


@pytest.mark.parametrize(
    ("kind", "column", "unit", "amount"),
    [
        ("claim", "urgent", Unit.ELAPSED_HOURS, 2),
        ("claim", "utility", Unit.WINDOW_HOURS, 4),
        ("claim", "normal", Unit.WORKING_DAYS, 1),
        ("claim", "hard", Unit.WORKING_DAYS, 1),
        ("first_answer", "urgent", Unit.ELAPSED_HOURS, 4),
        ("first_answer", "utility", Unit.ELAPSED_HOURS, 24),
        ("first_answer", "normal", Unit.WORKING_DAYS, 3),
        ("first_answer", "hard", Unit.WORKING_DAYS, 3),
        ("sign", "urgent", Unit.ELAPSED_HOURS, 2),
        ("sign", "utility", Unit.WORKING_DAYS, 1),
        ("sign", "normal", Unit.WORKING_DAYS, 3),
        ("sign", "hard", Unit.WORKING_DAYS, 3),
        ("resolve", "urgent", Unit.ELAPSED_HOURS, 24),
        ("resolve", "utility", Unit.ELAPSED_HOURS, 48),
        ("resolve", "normal", Unit.WORKING_DAYS, 7),
        ("resolve", "hard", Unit.WORKING_DAYS, 15),
    ],
)
def test_the_clocks_table_is_the_one_of_the_domain(kind: str, column: str, unit: Unit, amount: int) -> None:
    actual = POLICY.clock(kind, column)

    assert (actual.unit, actual.amount) == (unit, amount)


def test_hours_of_a_utility_claim_count_from_eight_to_ten_at_night() -> None:
    actual = POLICY.clock(ClockKind.CLAIM, Column.UTILITY)

    assert actual == Limit(Unit.WINDOW_HOURS, 4, Window(time(8), time(22)))


def test_the_everyday_ladder_climbs_from_the_owner_to_the_board() -> None:
    rungs = POLICY.ladder("normal")

    assert [(rung.percent, rung.to) for rung in rungs] == [
        (75, (Recipient.OWING,)),
        (100, (Recipient.OWING, Recipient.HEAD)),
        (None, (Recipient.STREET, Recipient.OFFICE)),
        (None, (Recipient.OVERDUE_BOARD,)),
    ]
    assert [rung.after for rung in rungs[2:]] == [
        Limit(Unit.WORKING_DAYS, 1),
        Limit(Unit.WORKING_DAYS, 3),
    ]


def test_the_urgent_ladder_reaches_the_office_an_hour_after_the_limit() -> None:
    last = POLICY.ladder("urgent")[-1]

    assert (last.after, last.to) == (Limit(Unit.ELAPSED_HOURS, 1), (Recipient.OFFICE,))


@pytest.mark.parametrize(
    ("moment", "is_quiet"),
    [(time(21, 59), False), (time(22), True), (time(0), True), (time(7, 59), True), (time(8), False)],
)
def test_quiet_hours_go_over_midnight(moment: time, is_quiet: bool) -> None:
    assert (moment in POLICY.hours.quiet) is is_quiet


def test_a_category_is_found_by_its_code() -> None:
    lamp = POLICY.category("streetlight")

    assert (lamp.name.in_language("zh-Hans"), lamp.column) == ("路灯不亮", Column.UTILITY)
    assert lamp in POLICY.categories_of("utilities")


def test_an_unknown_category_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        POLICY.category("nothing")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("三楼厨房着火了", ["着火"]),
        ("楼道里 冒 烟，好像起火", ["冒烟", "起火"]),
        ("燃气\u200b泄漏！", ["燃气泄漏"]),
        ("闻到很浓的煤气味", ["煤气味"]),
        ("路灯漏电，小孩触电了", ["漏电", "触电"]),
        ("有没有漏电啊，手麻", ["漏电"]),
        ("会不会爆炸", ["爆炸"]),
        ("着火着火着火", ["着火"]),
        ("The kitchen is ON FIRE", ["on fire"]),
        ("沿着火车站往前，有个地方起火", ["起火"]),
    ],
)
def test_present_danger_is_heard(words: str, found: list[str]) -> None:
    assert POLICY.danger(words) == found


@pytest.mark.parametrize(
    "words",
    [
        "",
        "火",
        "火车站太吵",
        "沿着火车站走",
        "顺着火锅店往里",
        "灭火器过期了",
        "消防通道堵了，有火灾隐患",
        "防火门坏了",
        "这家店很火爆",
        "没有着火，就是想问问消防栓",
        "要预防触电",
        "请装漏电保护开关",
        "她是个执着的人",
        "执着火热的心",
        "年轻生命",
        "the fire hydrant leaks water",
        "campfire",
    ],
)
def test_harmless_words_raise_no_alarm(words: str) -> None:
    assert POLICY.danger(words) == []
