"""The capacity plan in small: the page says what the figures give, and the simulation obeys the real pacer."""

from pathlib import Path

import pytest

from bot.sending.pacing import CEILING, OVERDRAFT
from tests.bench.figures import percentile
from tests.bench.table import markdown
from tests.capacity import plot
from tests.capacity.__main__ import needs, summed
from tests.capacity.flow import ENDLESS, Scene, play
from tests.capacity.inputs import load
from tests.capacity.limits import QUEUES, Limit, counted, in_order, queued
from tests.capacity.page import PAGE, NoPlace, put, shown
from tests.capacity.partitions import BY_MONTH, costs, real_tables, refusals
from tests.capacity.plan import Need
from tests.capacity.rhythm import chase, peak_share, updates_a_second
from tests.capacity.scenes import usual
from tests.capacity.tables import wait_row

INPUTS = load()
DISTRICT, CITY, TEN = needs(INPUTS)


def test_the_page_shows_what_the_figures_give() -> None:
    page = PAGE.read_text()

    for name, table in summed(INPUTS).items():
        assert shown(page, name) == markdown(table), f"{name}: run: python -m tests.capacity --write"


def test_the_page_shows_what_an_hour_played_again_shows() -> None:
    row = markdown([wait_row(DISTRICT, usual(DISTRICT))]).partition("\n")[0]

    assert row in shown(PAGE.read_text(), "waits"), "run: python -m tests.capacity --write"


def test_a_page_without_its_marks_is_refused() -> None:
    with pytest.raises(NoPlace, match="needs"):
        put("nothing", {"needs": "| |"})


def test_a_notice_takes_what_conversations_leave_and_never_more_than_the_ceiling() -> None:
    seen = play(INPUTS, Scene(2.0, ENDLESS, ENDLESS, notice=10_000, seconds=60.0))

    assert seen.letters <= 60 * CEILING + OVERDRAFT
    assert seen.busiest_second <= CEILING + OVERDRAFT + 1
    assert 0 < seen.told < seen.letters
    assert percentile(seen.waits, 0.5) < 0.05


def test_replies_queue_up_when_one_bot_owes_more_letters_than_telegram_takes() -> None:
    below, above = (play(INPUTS, Scene(rate, ENDLESS, ENDLESS, seconds=60.0)) for rate in (8.0, 25.0))

    assert percentile(below.waits, 0.99) < 1.0 < percentile(above.waits, 0.99)


def test_more_replicas_carry_what_one_cannot() -> None:
    one, three = (play(INPUTS, Scene(500.0, count, ENDLESS, seconds=10.0, paced=False)) for count in (1, 3))

    assert one.busy["handler processor"] > 0.9 > three.busy["handler processor"]
    assert percentile(one.waits, 0.99) > percentile(three.waits, 0.99)


def test_each_queue_breaks_near_the_load_at_which_the_sums_fill_it() -> None:
    for queue, limit in zip(QUEUES, queued(DISTRICT, 500), strict=True):
        assert limit.name == queue.name
        assert 0.6 < limit.times * queue.full(DISTRICT) <= 1.5


def test_the_nearest_limit_stands_first() -> None:
    limits = [Limit("far", "", 9.0, 1.0, ""), Limit("near", "", 2.0, 1.0, "")]

    assert [each.name for each in in_order(limits)] == ["near", "far"]


def test_ten_cities_are_too_many_for_the_connections_of_one_server() -> None:
    connections, _ = counted(TEN)

    assert connections.times < 1.0


def test_needs_grow_with_residents_and_not_with_years_where_old_rows_are_forgotten() -> None:
    early, late = CITY.bytes_after(1), CITY.bytes_after(10)

    assert CITY.updates == pytest.approx(17 * DISTRICT.updates)
    assert (late["inbox"], late["outbox"]) == (early["inbox"], early["outbox"])
    assert late["audit"] == pytest.approx(10 * early["audit"])


def test_the_busiest_hour_is_a_part_of_the_measured_day() -> None:
    assert 1 / 24 < peak_share(INPUTS) < 0.5
    assert updates_a_second(INPUTS, 1e6, bad=True) == pytest.approx(
        INPUTS["bad_day"] * updates_a_second(INPUTS, 1e6, bad=False))


def test_the_real_ladder_is_fullest_at_midnight_and_its_letters_leave_in_the_morning() -> None:
    ladder = chase(INPUTS, matters=300)

    assert (ladder.rungs_at.hour, ladder.rungs_at.minute) == (16, 0)
    assert (ladder.letters_at.hour, ladder.letters_at.minute) == (0, 30)
    assert ladder.letters > ladder.rungs > 1


def test_faster_closing_is_chased_less() -> None:
    assert chase(INPUTS.times("close_days", 0.2), matters=300).rungs < chase(INPUTS, matters=300).rungs


def test_pictures_are_drawn(tmp_path: Path) -> None:
    limits = counted(DISTRICT)

    plot.draw([(DISTRICT, limits), (CITY, limits), (TEN, limits)], CITY, tmp_path)

    assert {each.name for each in tmp_path.iterdir()} == {"scale-limits.svg", "scale-size.svg"}


def test_no_figure_is_without_its_source() -> None:
    assert [name for name, each in INPUTS.figures.items() if not each.source or not each.meaning] == []
    assert isinstance(Need(INPUTS, INPUTS.places[0]).replicas, int)


@pytest.mark.xdist_group("postgres")
def test_postgres_refuses_by_month_what_the_page_says(postgres_server: str) -> None:
    page = PAGE.read_text()
    with real_tables(postgres_server) as connection:
        refused = refusals(connection)
        cost = costs(connection, 2400)

    assert {each.table for each in refused} >= set(BY_MONTH)
    for each in refused:
        named = each.columns if each.table in BY_MONTH else f"`{each.table}`"
        assert named in page, each
    assert cost["forget_many"] < cost["forget_one"]
    assert cost["back_many"] > cost["back_one"]
