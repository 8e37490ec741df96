"""Pins and typed words find the right community, and ask when they cannot know."""

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.organisation import load_organisation
from models.places import (
    PlaceKind,
    Point,
    gcj02_to_wgs84,
    match_place,
    metres_between,
    nearest,
    wgs84_to_gcj02,
)

PLAN = load_organisation()
GUSHU = next(each for each in PLAN.communities if each.name == "固戍社区")

# Reference points published with the tests of the open-source "eviltransform": Shanghai, Shenzhen, Beijing.
REFERENCE = [
    (Point(31.1774276, 121.5272106), Point(31.17530398364597, 121.531541859215)),
    (Point(22.543847, 113.912316), Point(22.540796131694766, 113.9171764808363)),
    (Point(39.911954, 116.377817), Point(39.91334545536069, 116.38404722455657)),
]


@pytest.mark.parametrize(("wgs", "gcj"), REFERENCE)
def test_a_point_shifts_to_its_published_map_point(wgs: Point, gcj: Point) -> None:
    actual = wgs84_to_gcj02(*wgs)

    assert actual == pytest.approx(gcj, abs=1e-5)


@pytest.mark.parametrize(("wgs", "gcj"), REFERENCE)
def test_a_published_map_point_shifts_back(wgs: Point, gcj: Point) -> None:
    actual = gcj02_to_wgs84(*gcj)

    assert actual == pytest.approx(wgs, abs=1e-5)


@given(st.floats(22.5, 22.9), st.floats(113.7, 114.0))
def test_there_and_back_is_the_same_place_anywhere_in_the_district(lat: float, lon: float) -> None:
    there = wgs84_to_gcj02(lat, lon)

    back = gcj02_to_wgs84(*there)

    assert metres_between(back, Point(lat, lon)) < 0.01
    assert 300 < metres_between(there, Point(lat, lon)) < 900


@pytest.mark.parametrize("abroad", [Point(39.7392, -104.9903), Point(-33.8688, 151.2093)])
def test_points_abroad_are_not_shifted(abroad: Point) -> None:
    assert wgs84_to_gcj02(*abroad) == abroad
    assert gcj02_to_wgs84(*abroad) == abroad


def test_a_degree_of_latitude_is_111_kilometres() -> None:
    actual = metres_between(Point(22.0, 113.9), Point(23.0, 113.9))

    assert isclose(actual, 111_195, rel_tol=1e-4)


def test_every_anchor_is_nearest_to_itself() -> None:
    found = [nearest(each.lat, each.lon, PLAN.communities) for each in PLAN.communities]

    assert found == [(each, 0.0) for each in PLAN.communities]


def test_a_pin_goes_to_the_nearest_anchor_with_its_distance() -> None:
    found = nearest(GUSHU.lat + 0.001, GUSHU.lon, PLAN.communities)

    assert found is not None
    assert found[0] == GUSHU
    assert found[1] == pytest.approx(111.2, abs=0.1)


@pytest.mark.parametrize("place", [Point(22.30, 114.17), Point(22.5431, 114.0579), Point(0.0, 0.0)])
def test_a_pin_beyond_three_kilometres_of_all_anchors_finds_nothing(place: Point) -> None:
    assert nearest(*place, PLAN.communities) is None


def test_the_limit_is_the_callers() -> None:
    assert nearest(GUSHU.lat + 0.001, GUSHU.lon, PLAN.communities, limit_m=100) is None


def test_no_communities_means_no_nearest() -> None:
    assert nearest(22.6, 113.8, ()) is None


@pytest.mark.parametrize(
    ("text", "community", "street", "rest"),
    [
        ("西乡街道固戍社区东山路12号", "固戍社区", "西乡街道", "东山路12号"),
        ("固戍", "固戍社区", "西乡街道", ""),
        ("流塘", "流塘社区", "西乡街道", ""),
        ("流塘村 3 巷", "流塘社区", "西乡街道", "3巷"),
        ("广东省深圳市宝安区新安街道翻身社区宝民一路 3 号", "翻身社区", "新安街道", "宝民一路3号"),
        ("深圳宝安 西乡 固戍", "固戍社区", "西乡街道", ""),
        ("西乡社区", "西乡社区", "西乡街道", ""),
        ("西乡街道西乡村", "西乡社区", "西乡街道", ""),
        ("石岩街道石岩", "石岩社区", "石岩街道", ""),
        ("石岩径贝", "径贝社区", "石岩街道", ""),
        ("西乡街道麻布社区", "麻布社区", "西乡街道", ""),
        ("西乡固戍一路", "固戍社区", "西乡街道", "固戍一路"),
        ("西乡大道流塘", "流塘社区", "西乡街道", "西乡大道"),
        ("沙1村", "沙一社区", "沙井街道", ""),
        ("蚝２", "蚝二社区", "沙井街道", ""),
        ("固戌", "固戍社区", "西乡街道", ""),
        ("沙浦围", "沙浦围社区", "松岗街道", ""),
        ("黄田市场", "黄田社区", "航城街道", "市场"),
        ("盐田", "盐田社区", "西乡街道", ""),
        ("固\u200b戍", "固戍社区", "西乡街道", ""),
    ],
)
def test_typed_words_name_one_community(text: str, community: str, street: str, rest: str) -> None:
    found = match_place(text, PLAN)

    assert found.kind is PlaceKind.EXACT
    assert [each.name for each in found.communities] == [community]
    assert found.street is not None
    assert (found.street.name, found.rest) == (street, rest)


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("径贝", ["西乡街道", "石岩街道"]),
        ("麻布村", ["西乡街道", "石岩街道"]),
        ("固戍一路12号", ["西乡街道"]),
        ("新安街道固戍社区", ["西乡街道"]),
        ("固戍和石龙之间", ["西乡街道", "石岩街道"]),
    ],
)
def test_doubtful_words_ask_with_the_candidates(text: str, candidates: list[str]) -> None:
    found = match_place(text, PLAN)

    streets = {each.code: each.name for each in PLAN.streets}
    assert found.kind is PlaceKind.AMBIGUOUS
    assert [streets[each.street] for each in found.communities] == candidates


@pytest.mark.parametrize("text", ["西乡", "西乡街道", "深圳宝安西乡", "西乡街道办门口", "西乡大道 20 号"])
def test_a_street_alone_is_no_community(text: str) -> None:
    found = match_place(text, PLAN)

    assert (found.kind, found.communities) == (PlaceKind.STREET_ONLY, ())
    assert found.street is not None
    assert found.street.name == "西乡街道"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "我家楼下",
        "宝安大道 100 号",
        "南山区麻布",
        "盐田区沙头角",
        "东莞市长安镇沙头社区",
        "Xixiang",
        "🙂" * 500,
    ],
)
def test_words_without_a_place_of_ours_find_none(text: str) -> None:
    found = match_place(text, PLAN)

    assert (found.kind, found.communities, found.street) == (PlaceKind.NONE, (), None)


def test_every_community_is_found_by_street_and_name() -> None:
    street_of = {each.code: each.name for each in PLAN.streets}

    found = [match_place(street_of[each.street] + each.name, PLAN) for each in PLAN.communities]

    assert [each.communities for each in found] == [(each,) for each in PLAN.communities]


@given(st.text(max_size=300))
def test_any_text_is_judged_and_never_raises(text: str) -> None:
    found = match_place(text, PLAN)

    assert (found.kind is PlaceKind.EXACT) <= (len(found.communities) == 1)
