"""Bao'an's file is whole, and a file that contradicts itself is refused by line and reason."""

import csv
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from config.organisation import BAOAN, OrganisationError, load_organisation, parse_organisation
from models.organisation_plan import BodyKind, Role

TEXT = BAOAN.read_text(encoding="utf-8")
PLAN = parse_organisation(TEXT)
OFFICIAL = Path(__file__).parents[2].parent / "shared" / "data" / "admin" / "baoan_communities.csv"


def refused(old: str, new: str) -> tuple[list[str], int]:
    """Refuse the file with one change; give the problems as text and the line of the change."""
    assert old in TEXT
    changed = TEXT.replace(old, new, 1)
    with pytest.raises(OrganisationError) as caught:
        parse_organisation(changed)
    return [str(problem) for problem in caught.value.problems], TEXT[: TEXT.index(old)].count("\n") + 1


def test_the_district_is_one_plus_ten_plus_thirty_two() -> None:
    kinds = Counter(body.kind for body in PLAN.bodies)

    assert (PLAN.district.name, PLAN.district.number_prefix) == ("宝安区", "BA")
    assert (len(PLAN.streets), len(PLAN.communities)) == (10, 140)
    assert kinds == {BodyKind.STREET_OFFICE: 10, BodyKind.BUREAU: 22}


@pytest.mark.skipif(not OFFICIAL.exists(), reason="the official list is not here: ../shared/data is absent")
def test_streets_and_communities_bear_their_official_codes() -> None:
    with OFFICIAL.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if "虚拟社区" not in row["community"]]
    stem = {row["community_code"]: row["community"].split("社区")[0] + "社区" for row in rows}

    assert {each.code: each.name for each in PLAN.communities} == stem
    assert {(each.code, each.name) for each in PLAN.streets} == {
        (r["street_code"], r["street"]) for r in rows
    }


def test_zhang_wei_and_chen_jing_serve_the_second_constituency_of_xixiang() -> None:
    second = next(each for each in PLAN.constituencies if each.name == "西乡第二选区")

    assert [each.name for each in PLAN.people(Role.DEPUTY, second.code)] == ["张伟", "陈静"]


def test_every_constituency_has_one_to_three_deputies_and_each_number_occurs() -> None:
    counts = {len(PLAN.people(Role.DEPUTY, each.code)) for each in PLAN.constituencies}

    assert counts == {1, 2, 3}


def test_every_station_street_body_and_the_district_has_its_people() -> None:
    empty = [
        *(each.code for each in PLAN.stations if not PLAN.people(Role.OFFICER, each.code)),
        *(each.code for each in PLAN.stations if not PLAN.people(Role.HEAD, each.code)),
        *(each.code for each in PLAN.streets if not PLAN.people(Role.STREET, each.code)),
        *(each.code for each in PLAN.bodies if not PLAN.people(Role.BODY, each.code)),
    ]

    assert empty == []
    assert len(PLAN.people(Role.OFFICE, PLAN.district.code)) == 2


def test_the_resident_of_the_demo_is_not_in_the_roster() -> None:
    assert "李梅" not in {entry.name for entry in PLAN.roster}


def test_a_head_is_the_same_person_as_a_deputy() -> None:
    deputies = {entry.key: entry.name for entry in PLAN.roster if entry.role is Role.DEPUTY}

    heads = [entry for entry in PLAN.roster if entry.role is Role.HEAD]

    assert [entry.name for entry in heads] == [deputies[entry.same_person_as or ""] for entry in heads]


def test_every_anchor_says_that_it_is_invented() -> None:
    assert all(each.anchor_invented for each in PLAN.communities)


def test_each_community_leads_to_its_one_constituency() -> None:
    found = PLAN.constituency_by_community

    assert found["440306018001"].name == "西乡第二选区"
    assert len(found) == len(PLAN.communities)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('  "440306018009",  # 庄边', '  "440306018001",', "community 440306018001 is in two constituencies"),
        (
            '  "440306018001",  # 固戍',
            '  "440306099999",',
            "there is no community with the code 440306099999",
        ),
        ('  "440306018001",  # 固戍', '  "440306017001",', "is in another street"),
        ('station = "xixiang2"\n', 'station = "xinan1"\n', "is in another street"),
        ('station = "xixiang2"\n', 'station = "moon"\n', "there is no station with the code moon"),
        ('key = "chen-jing"', 'key = "zhang-wei"', "the key zhang-wei stands in this file already"),
        (
            'code = "xixiang2", name',
            'code = "xixiang1", name',
            "a station with the code xixiang1 stands in this file already",
        ),
        ('code = "zjj"', 'code = "cgj"', "a body with the code cgj stands in this file already"),
        (
            'code = "440306018002"',
            'code = "440306018001"',
            "a community with the code 440306018001 stands in this file already",
        ),
        (
            'code = "xixiang-2"',
            'code = "xixiang-1"',
            "a constituency with the code xixiang-1 stands in this file already",
        ),
        ("lat = 22.6050", "lat = 23.6050", "the anchor of 固戍社区 (23.605, 113.848) is outside"),
        ("lat = 22.6050", 'lat = "22.6050"', "should be a valid number"),
        ("lat = 22.6050", "lat = nan", "finite"),
        ("lat = 22.6050, ", "", "lat is missing"),
        ("invented = true }", "invented = 1 }", "valid boolean"),
        ("number_prefix = ", "prefix = ", "district.prefix is not a key this file knows"),
        ('number_prefix = "BA"', 'number_prefix = "ba"', "may not be 'ba'"),
        ('timezone = "Asia/Shanghai"', 'timezone = "Asia/Baoan"', "there is no timezone Asia/Baoan"),
        ('body = "zjj"', 'body = "nobody"', "there is no body with the code nobody"),
        ('station = "xixiang1" },', 'station = "nowhere" },', "there is no station with the code nowhere"),
        ('kind = "bureau"', 'kind = "bureaux"', "street_office"),
        ('kind = "bureau"', 'kind = "street_office"', "a street office names its street"),
        ('street = "440306018", address', 'street = "1", address', "there is no street with the code 1"),
        (
            'name = "固戍社区"',
            'name = "南昌社区"',
            "a community of 西乡街道 with the name 南昌社区 stands in this file already",
        ),
        ('name = "固戍社区"', 'name = " "', "name may not be ' '"),
        ("south = 22.52", "south = 23.52", "the box is empty"),
        ('name = "固戍社区"', 'name = "固戍社区', "this is not valid TOML"),
        ('key = "zhang-wei"', 'key = "张伟"', "may not be '张伟'"),
    ],
)  # fmt: skip
def test_one_contradiction_is_named_with_its_line(old: str, new: str, reason: str) -> None:
    problems, line = refused(old, new)

    near = [each for each in problems if reason in each]
    assert near != [], problems
    assert "already" in reason or any(abs(_line(each) - line) <= 1 for each in near), problems


def _line(problem: str) -> int:
    return int(problem.removeprefix("line ").split(":")[0])


def test_a_community_of_no_constituency_is_named_at_its_own_line() -> None:
    problems, _ = refused('  "440306018001",  # 固戍\n', "")

    own_line = TEXT[: TEXT.index('code = "440306018001"')].count("\n") + 1
    assert problems == [f"line {own_line}: 固戍社区 (440306018001) is in no constituency"]


def test_a_constituency_without_deputies_is_refused() -> None:
    rows = '  { key = "zhang-wei", name = "张伟", constituency = "xixiang-2" },\n'
    rows += '  { key = "chen-jing", name = "陈静", constituency = "xixiang-2" },\n'

    problems, _ = refused(rows, "")

    line = TEXT[: TEXT.index('code = "xixiang-2"')].count("\n")
    assert problems == [f"line {line}: 西乡第二选区 has 0 deputies; it may have 1 to 3"]


def test_a_fourth_deputy_is_refused() -> None:
    row = '{{ key = "{}", name = "某人", constituency = "xixiang-2" }},'
    head = "deputies = [\n"

    problems, _ = refused(head, head + row.format("one-more") + row.format("and-one-more"))

    assert len(problems) == 1
    assert problems[0].endswith("西乡第二选区 has 4 deputies; it may have 1 to 3")


def test_a_head_must_be_a_deputy_of_the_station() -> None:
    head = next(entry for entry in PLAN.roster if entry.key == "head-xixiang1")

    problems, line = refused(f'deputy = "{head.same_person_as}"', 'deputy = "zhang-wei"')

    assert problems == [f"line {line}: 张伟 heads station xixiang1 but is no deputy of that station"]


def test_a_head_must_be_a_known_deputy_and_a_station_has_one_head() -> None:
    unknown, _ = refused('key = "head-xinan1", deputy = "', 'key = "head-xinan1", deputy = "not-')
    twice, _ = refused('station = "xixiang1" },\n  { key = "head-xixiang2"', (
        'station = "xixiang2" },\n  { key = "head-xixiang2"'
    ))  # fmt: skip

    assert "there is no deputy with the code not-" in unknown[0]
    assert any("station xixiang2 has two heads: head-xixiang1 and head-xixiang2" in each for each in twice)


def test_all_contradictions_are_told_at_once_in_the_order_of_the_file() -> None:
    changed = TEXT.replace("lat = 22.6050", "lat = 1.0", 1).replace('deputy = "', 'deputy = "not-', 1)

    with pytest.raises(OrganisationError) as caught:
        parse_organisation(changed)

    lines = [problem.line for problem in caught.value.problems]
    assert len(lines) == 2
    assert lines == sorted(lines)


def test_windows_line_ends_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    file = tmp_path / "windows.toml"
    file.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())

    assert load_organisation(file) == PLAN


def test_a_file_in_another_encoding_is_refused_kindly(tmp_path: Path) -> None:
    file = tmp_path / "gbk.toml"
    file.write_bytes("# first\nname = '宝安'\n".encode("gbk"))

    with pytest.raises(OrganisationError) as caught:
        load_organisation(file)

    assert [str(each) for each in caught.value.problems] == [
        "line 2: this is not UTF-8 text; save the file as UTF-8"
    ]


def test_an_absent_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(OrganisationError, match=r"the file nothing\.toml cannot be read"):
        load_organisation(tmp_path / "nothing.toml")


def test_an_empty_file_lists_what_is_missing() -> None:
    with pytest.raises(OrganisationError) as caught:
        parse_organisation("")

    told = {each.sentence for each in caught.value.problems}
    assert told >= {"district is missing", "street is missing", "roster is missing"}


def test_the_file_needs_no_reader_of_its_own() -> None:
    assert set(tomllib.loads(TEXT)) == {"district", "stations", "bodies", "street", "constituency", "roster"}
