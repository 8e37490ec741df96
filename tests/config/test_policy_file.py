"""The policy file is whole, and a policy that contradicts itself never rules."""

import csv
from datetime import date, time
from pathlib import Path

import pytest

from config.limit_order import may_end_after
from config.organisation import load_organisation
from config.policy import DEFAULT, PolicyError, parse_policy
from models.policy import Limit, Unit, Window

TEXT = DEFAULT.read_text(encoding="utf-8")
PLAN = load_organisation()
POLICY = parse_policy(TEXT, PLAN)
TAXONOMY = Path(__file__).parents[2].parent / "shared" / "data" / "teddy2020" / "taxonomy_517.csv"
DAYTIME = Window(time(8), time(22))


def refused(old: str, new: str) -> list[str]:
    """Refuse the file with one change, and give the problems."""
    assert old in TEXT
    with pytest.raises(PolicyError) as caught:
        parse_policy(TEXT.replace(old, new, 1), PLAN)
    return [str(problem) for problem in caught.value.problems]


def test_categories_are_at_most_thirty_and_each_group_has_some() -> None:
    assert len(POLICY.categories) <= 30
    assert all(POLICY.categories_of(group.code) for group in POLICY.groups)


@pytest.mark.skipif(not TAXONOMY.exists(), reason="the taxonomy is not here: ../shared/data is absent")
def test_every_category_has_its_place_in_the_national_taxonomy() -> None:
    with TAXONOMY.open(encoding="utf-8-sig", newline="") as file:
        known = {"/".join(row.values()) for row in csv.DictReader(file)}

    assert [each.taxonomy for each in POLICY.categories if each.taxonomy not in known] == []


def test_every_wording_stands_in_both_languages() -> None:
    wordings = [each.name for each in POLICY.groups] + [each.name for each in POLICY.categories]
    wordings += [question.words for each in POLICY.categories for question in each.questions]

    assert {frozenset(each.by_language) for each in wordings} == {frozenset(("zh-Hans", "en"))}


def test_every_category_has_enough_keywords_to_be_guessed() -> None:
    assert [each.code for each in POLICY.categories if len(each.keywords) < 5] == []


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (
            "urgent = { elapsed_hours = 2 }",
            "urgent = { elapsed_hours = 5 }",
            "urgent: claim may end only after first_answer",
        ),
        (
            "normal = { working_days = 7 }",
            "normal = { working_days = 2 }",
            "normal: first_answer may end only after resolve",
        ),
        (
            "utility = { elapsed_hours = 24 }",
            "utility = { elapsed_hours = 12 }",
            "utility: claim may end only after first_answer",
        ),
        ("normal = { working_days = 1 }", "normal = { working_days = 0 }", "greater than or equal to 1"),
        ("normal = { working_days = 1 }", "normal = { weeks = 1 }", "is not a key this file knows"),
        ("normal = { working_days = 1 }", "normal = {}", "exactly one unit"),
        (
            "normal = { working_days = 1 }",
            "normal = { working_days = 1, elapsed_hours = 2 }",
            "exactly one unit",
        ),
        ('window_hours = 4, window = "08:00-22:00"', "window_hours = 4", "needs a window"),
        (
            'window_hours = 4, window = "08:00-22:00"',
            'window_hours = 4, window = "22:00-08:00"',
            "within one day",
        ),
        ('quiet = "22:00-08:00"', 'quiet = "22:00-25:00"', "a time is written like"),
        ('quiet = "22:00-08:00"', 'quiet = "22:00"', "a span of the day is written like"),
        ('quiet = "22:00-08:00"', 'quiet = "22:00-22:00"', "may not be empty"),
        ('digest = "08:30"', 'digest = "7:30"', "a time is written like"),
        ('digest = "08:30"', 'digest = "07:30"', "the digest falls into the quiet hours"),
        ('at = "09:00"', 'at = "23:00"', "the weekly digest falls into the quiet hours"),
        ('weekday = "monday"', 'weekday = "Montag"', "monday"),
        ('"14:00-18:00"', '"11:00-18:00"', "do not overlap"),
        ('"14:00-18:00"', '"18:00-14:00"', "a working span lies within one day"),
        (
            '[[group]]\ncode = "other"',
            '[[group]]\ncode = "more"\nname = { zh-Hans = "更多", en = "More" }\n[[group]]\ncode = "other"',
            "the group more has no category",
        ),
        ("percent = 75", "percent = 100", "rung limit does not come after rung near"),
        ("percent = 75", "percent = 0", "greater than or equal to 1"),
        ('to = ["owing"]', 'to = ["mayor"]', "'owing', 'head'"),
        (
            "after = { working_days = 3 }",
            "after = { working_days = 1 }",
            "rung board does not come after rung late",
        ),
        ("after = { working_days = 3 }", "percent = 90", "rung board does not come after rung late"),
        ('code = "limit", percent = 100', 'code = "limit"', "either at a percent of the limit or after it"),
        ("confirm_unanswered_days = 14", "confirm_unanswered_days = 7", "before the second question"),
        ("contacts_days = 365", "contacts_days = 35", "residents are still asked 35 days after closing"),
        ("letters_days = 30", "letters_days = 0", "greater than or equal to 1"),
        ("matters_per_hour = 5", 'matters_per_hour = "5"', "valid integer"),
        ('"着火", "起火"', '"火", "起火"', "at least 2 characters"),
        (
            'name = { zh-Hans = "水电气与设施", en = "Utilities" }',
            'name = { zh-Hans = "水电气与设施" }',
            "the wording in en is missing",
        ),
        ('en = "Utilities" }', 'en = "Utilities", fr = "x" }', "fr is none of the languages"),
        ('body = "swj"', 'body = "moon"', "the organisation has no body with the code moon"),
        ('duty = "contact-swj"', 'duty = "zhang-wei"', "no body contact with the key zhang-wei"),
        ('group = "utilities"', 'group = "nowhere"', "there is no group with the code nowhere"),
        ('code = "power"', 'code = "water"', "there are two entries water"),
        ('column = "utility"', 'column = "urgent"', "'utility' or 'normal'"),
        ('taxonomy = "城乡建设/', 'taxonomy = "', "must match"),
        ('"停水", ', '"自来水", ', "there are two entries 自来水 where each keyword"),
        ("weight = 5", "weight = 0", "greater than 0"),
        ('kind = "choice"', 'kind = "text"', "a text question has none"),
        ('kind = "choice"', 'kind = "poll"', "'text' or 'choice'"),
        ('[limits]', '[limits', "this is not valid TOML"),
        ("off = []", 'off = ["2027-02-30"]', "there is no such day"),
        ("off = []", 'off = ["new year"]', "there is no such day"),
        ("off = []", "off = [2027-02-30]", "this is not valid TOML"),
        ("off = []", "off = [2027-01-01T08:00:00]", "a day is written like 2027-01-01"),
        ("off = []", "off = [20270101]", "a day is written like 2027-01-01"),
        ("off = []\nworkdays = []", "off = [2027-01-01]\nworkdays = [2027-01-01]", "two entries 2027-01-01"),
        ("announced = []", "announced = [2027]", "no day off of 2027 is listed"),
        ("announced = []", "announced = [27]", "greater than or equal to 2000"),
        ("[limits]", "[limits]\nchases_per_day = 1", "a matter is chased once a day"),
    ],
)  # fmt: skip
def test_one_contradiction_is_named_with_its_line(old: str, new: str, reason: str) -> None:
    problems = refused(old, new)

    line = TEXT[: TEXT.index(old)].count("\n") + 1
    near = [each for each in problems if reason in each]
    assert near != [], problems
    assert "may end only" in reason or any(abs(_line(each) - line) <= 2 for each in near), (line, problems)


def test_the_clocks_of_older_files_are_refused_with_the_place_of_their_days() -> None:
    problems = refused("[hours]", "[clocks.confirm]\nnormal = { calendar_days = 7 }\n\n[hours]")

    assert ["confirm_second_question_days and follow_up_days of [limits]" in each for each in problems] == [True]


def test_the_days_of_the_policys_own_table_are_read() -> None:
    text = TEXT.replace("off = []", 'off = [2027-01-01, "2027-02-05"]').replace(
        "workdays = []", "workdays = [2027-02-14]").replace("announced = []", "announced = [2027]")

    table = parse_policy(text, PLAN).holidays

    assert table.overrides == {date(2027, 1, 1): False, date(2027, 2, 5): False, date(2027, 2, 14): True}
    assert table.announced == {2027}


def test_one_category_too_many_is_refused_with_what_to_do_and_a_retired_one_makes_room() -> None:
    extra = TEXT[TEXT.index('[[category]]\ncode = "water"'):TEXT.index('[[category]]\ncode = "power"')]
    full = TEXT + extra.replace('code = "water"', 'code = "more"')

    with pytest.raises(PolicyError) as caught:
        parse_policy(full, PLAN)
    policy = parse_policy(full.replace('code = "power"\n', 'code = "power"\nretired = true\n', 1), PLAN)

    (problem,) = caught.value.problems
    assert "31 categories are offered" in problem.sentence
    assert "retired = true" in problem.sentence
    assert full.splitlines()[problem.line - 1:problem.line + 1] == ["[[category]]", 'code = "more"']
    assert (len(policy.categories), len(policy.offered)) == (31, 30)
    assert "power" not in [each.code for each in policy.categories_of("utilities")]


def _line(problem: str) -> int:
    return int(problem.removeprefix("line ").split(":")[0])


def test_a_slow_claim_is_named_at_its_very_line() -> None:
    problems = refused("urgent = { elapsed_hours = 2 }", "urgent = { elapsed_hours = 5 }")

    line = TEXT[: TEXT.index("urgent = { elapsed_hours = 2 }")].count("\n") + 1
    assert problems == [f"line {line}: urgent: claim may end only after first_answer has ended"]


def test_without_an_organisation_the_codes_of_bodies_are_left_unchecked() -> None:
    changed = TEXT.replace('body = "swj"', 'body = "moon"', 1)

    assert parse_policy(changed).category("water").body == "moon"


@pytest.mark.parametrize(
    ("first", "second", "may"),
    [
        (Limit(Unit.WORKING_DAYS, 1), Limit(Unit.WORKING_DAYS, 1), False),
        (Limit(Unit.WORKING_DAYS, 4), Limit(Unit.WORKING_DAYS, 3), True),
        (Limit(Unit.WINDOW_HOURS, 4, DAYTIME), Limit(Unit.ELAPSED_HOURS, 14), False),
        (Limit(Unit.WINDOW_HOURS, 4, DAYTIME), Limit(Unit.ELAPSED_HOURS, 13), True),
        (Limit(Unit.WINDOW_HOURS, 15, DAYTIME), Limit(Unit.ELAPSED_HOURS, 35), False),
        (Limit(Unit.WINDOW_HOURS, 15, DAYTIME), Limit(Unit.ELAPSED_HOURS, 34), True),
        (Limit(Unit.ELAPSED_HOURS, 24), Limit(Unit.WORKING_DAYS, 1), False),
        (Limit(Unit.ELAPSED_HOURS, 25), Limit(Unit.WORKING_DAYS, 1), True),
        (Limit(Unit.WORKING_DAYS, 1), Limit(Unit.ELAPSED_HOURS, 96), False),
        (Limit(Unit.WORKING_DAYS, 1), Limit(Unit.ELAPSED_HOURS, 95), True),
        (Limit(Unit.ELAPSED_HOURS, 24), Limit(Unit.CALENDAR_DAYS, 1), False),
        (Limit(Unit.CALENDAR_DAYS, 1), Limit(Unit.ELAPSED_HOURS, 47), True),
        (Limit(Unit.ELAPSED_HOURS, 25), Limit(Unit.WINDOW_HOURS, 15, DAYTIME), False),
        (Limit(Unit.ELAPSED_HOURS, 26), Limit(Unit.WINDOW_HOURS, 15, DAYTIME), True),
    ],
)
def test_limits_of_different_units_compare_over_a_week(first: Limit, second: Limit, may: bool) -> None:
    assert may_end_after(first, second) is may


def test_every_category_says_how_near_a_duplicate_is_and_250_metres_is_what_nothing_said_means() -> None:
    stated = [line.partition(" = ")[2] for line in TEXT.splitlines() if line.startswith("radius_m = ")]

    assert sorted(map(str, (each.radius_m for each in POLICY.categories if each.radius_m != 250))) == sorted(stated)


@pytest.mark.parametrize("metres", ["0", "9", "5001", "-250", '"near"'])
def test_a_radius_that_finds_nothing_or_everything_is_refused(metres: str) -> None:
    problems = refused("radius_m = 100", f"radius_m = {metres}")

    assert len(problems) == 1
    assert "radius_m" in problems[0]
