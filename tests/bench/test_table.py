"""The table of figures, and the page it is written to."""

from pathlib import Path

import pytest

from tests.bench.page import BEGIN, END, PAGE, NoPlace, put, write
from tests.bench.plot import draw
from tests.bench.table import ROWS, Bar, comparison, figures, is_met, markdown, plain, rate_ratio

FIGURES = {row.key: 1.0 for row in ROWS}
RUNS = {
    "theirs": [FIGURES | {"rate": rate} for rate in (500.0, 600.0, 400.0)],
    "ours": [FIGURES | {"rate": rate} for rate in (1500.0, 1200.0, 1000.0)],
}


def test_the_ratio_is_the_median_of_paired_runs_not_the_ratio_of_medians() -> None:
    ratio = rate_ratio(RUNS, "theirs", "ours")

    assert (ratio.low, ratio.median, ratio.high) == (2.0, 2.5, 3.0)


def test_the_table_shows_median_and_span_of_each_bot() -> None:
    heading, rate, *_ = figures(RUNS)

    assert heading == ["", "theirs", "ours"]
    assert rate[1:] == ["500 (400–600)", "1,200 (1,000–1,500)"]


def test_a_bar_is_met_by_the_median_ratio() -> None:
    low, high = Bar("ours", "theirs", 2.5), Bar("ours", "theirs", 2.6)

    assert (is_met(RUNS, low), is_met(RUNS, high)) == (True, False)
    assert comparison(RUNS, [high])[1] == ["ours", "theirs", "2.50× (2.00–3.00)", "2.6×", "missed"]


def test_columns_line_up_in_a_terminal_even_with_wide_letters() -> None:
    table = plain([["呼应", "1"], ["PTB", "22"]])

    assert table == "呼应  1\nPTB   22"


def test_a_page_gets_its_table_in_its_own_form() -> None:
    assert markdown([["", "a"], ["b", "1"]]) == "|  | a |\n|---|---|\n| b | 1 |"


def test_new_figures_take_the_place_of_the_old_and_the_words_stay() -> None:
    page = f"before\n{BEGIN}\nold\n{END}\nafter\n"

    assert put(page, "new") == f"before\n{BEGIN}\nnew\n{END}\nafter\n"


@pytest.mark.parametrize("page", ["", BEGIN, f"{END} {BEGIN}"])
def test_a_page_without_a_place_is_not_touched(page: str, tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text(page, encoding="utf-8")

    with pytest.raises(NoPlace):
        write("new", path)

    assert path.read_text(encoding="utf-8") == page


def test_our_own_page_has_a_place_for_figures() -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert put(page, "new") != page


def test_the_picture_holds_every_bot_and_is_the_same_for_the_same_figures(tmp_path: Path) -> None:
    for name in ("one.svg", "two.svg"):
        draw(RUNS, tmp_path / name)

    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
    assert all(f"<!-- {name} -->" in (tmp_path / "one.svg").read_text() for name in RUNS)
