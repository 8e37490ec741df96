"""The table of figures, and the page it is written to."""

from pathlib import Path

import pytest

from tests.bench.page import BEGIN, END, PAGE, NoPlace, put, write
from tests.bench.table import ROWS, lines, markdown, plain, rate_ratio

FIGURES = {row.key: 1.0 for row in ROWS}
RUNS = {
    "theirs": [FIGURES | {"rate": rate} for rate in (500.0, 600.0, 400.0)],
    "ours": [FIGURES | {"rate": rate} for rate in (1500.0, 1200.0, 1000.0)],
}


def test_the_ratio_is_the_median_of_paired_runs_not_the_ratio_of_medians() -> None:
    ratio = rate_ratio(RUNS, "theirs", "ours")

    assert (ratio.low, ratio.median, ratio.high) == (2.0, 2.5, 3.0)


def test_the_table_shows_median_span_and_ratio() -> None:
    heading, rate, *_ = lines(RUNS, "theirs", "ours")

    assert heading == ["", "theirs", "ours", "ratio"]
    assert rate[1:] == ["500 (400–600)", "1,200 (1,000–1,500)", "2.50× (2.00–3.00)"]


def test_figures_that_compare_nothing_have_no_ratio() -> None:
    cells = lines(RUNS, "theirs", "ours")

    assert {row.label for row in ROWS if not row.is_compared} == {row[0] for row in cells[1:] if not row[3]}


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
