"""The weekly digest: figures by the published formulas, drawn once, sent with five lines."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import true

from bot.media.chart import draw
from bot.media.drawer import PictureDrawer
from models.digest import Digest
from models.kinds import Satisfaction
from models.lifecycle import Status
from models.matter import Matter
from services.clocks import stop_all
from services.figures import Figures, count_figures, unpack_figures
from services.weekly import Sketch, drawn, undrawn
from services.work import Work
from tests.flows.clock_town import (
    ROUTES,
    Cast,
    answer,
    bind,
    claim,
    close,
    file_matter,
    gather,
    leap,
    local,
    matter_of,
)
from tests.harness import Group, Sent, Town
from texts import digest as say
from texts.message import Names

MONDAY = local(11, 16, 10)
NEXT_MONDAY = local(11, 23, 9)
TO_GUSHU = ("社区", "西乡街道", "固戍社区", "完成")
EMPTY = Figures("2026-11-16", "2026-11-22", 0, 0, None, (0, 0), (0, 0), (0, 0), ((0, 0),) * 7, ())


async def a_week(town: Town, cast: Cast) -> None:
    """Three matters: one closed and praised, one answered late, one withdrawn."""
    first, second, third = [await file_matter(town, cast.author, category=category)
                            for category in ("rubbish", "noise", "rubbish")]
    await claim(town, cast.zhang, first)
    await leap(town, local(11, 18, 10))
    await answer(town, cast.zhang, first)
    await close(town, cast.zhang, first)
    await town.work(lambda work: _say(work, first))
    await claim(town, cast.zhang, second)
    await town.work(lambda work: stop_all(work, work.session.get_one(Matter, third)))
    await leap(town, local(11, 21, 10))
    await answer(town, cast.zhang, second)


def _say(work: Work, matter_id: int) -> None:
    matter = work.session.get_one(Matter, matter_id)
    matter.status, matter.solved, matter.satisfaction = Status.CONFIRMED, True, Satisfaction.MOSTLY
    matter.confirmed_at = work.now


def digests(town: Town, group: Group) -> list[Sent]:
    return [sent for sent in town.sent_to(group) if sent.text.startswith("📊")]


async def test_figures_follow_the_published_formulas(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=MONDAY) as town:
        cast = await gather(town)
        await a_week(town, cast)

        figures = await town.work(lambda work: count_figures(work, true(), date(2026, 11, 16), date(2026, 11, 22)))

        assert figures == Figures(
            first_day="2026-11-16", last_day="2026-11-22", received=3, closed=1, median_days=2.0, in_time=(1, 2),
            solved=(1, 1), satisfied=(1, 1), days=((3, 0), (0, 0), (0, 1), (0, 0), (0, 0), (0, 0), (0, 0)),
            top=(("rubbish", 2), ("noise", 1)),
        )


async def test_a_week_in_which_nothing_happened_has_no_rates(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=MONDAY) as town:
        figures = await town.work(lambda work: count_figures(work, true(), date(2026, 11, 16), date(2026, 11, 22)))

        assert figures == EMPTY


def test_figures_survive_the_database() -> None:
    figures = Figures("2026-11-16", "2026-11-22", 3, 1, 2.5, (1, 2), (1, 1), (0, 1), ((3, 1),), (("rubbish", 2),))

    assert unpack_figures(figures.pack()) == figures


async def test_on_monday_at_nine_every_bound_group_reads_its_own_week(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=MONDAY) as town:
        cast = await gather(town)
        gushu = await bind(town, cast.zhang, "固戍社区群", *TO_GUSHU, chat_id=-2001)
        xinan = await bind(town, cast.zhang, "新安街道群", "街道", "新安街道", "完成", chat_id=-2002)
        silent = await bind(town, cast.zhang, "西乡群", "街道", "西乡街道", "每周简报", "完成", chat_id=-2003)
        await a_week(town, cast)
        drawer = PictureDrawer(town.desk, town.catalog, tmp_path)
        await leap(town, local(11, 23, 8, 45))
        early = await drawer.drain()

        await leap(town, NEXT_MONDAY)
        await drawer.drain()
        await town.settle()

        assert early == 0
        assert [len(digests(town, group)) for group in (gushu, xinan, silent)] == [1, 1, 0]
        lines = digests(town, gushu)[0].text.splitlines()
        assert len(lines) == 5
        assert "收到 3 件，办结 1 件，一半在 2 天内办结" in lines[1]
        assert "50%（1/2）" in lines[2]
        assert digests(town, gushu)[0].media[0][0] == "photo"
        assert "收到 0 件" in digests(town, xinan)[0].text


async def test_a_crash_between_drawing_and_sending_costs_nothing(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=MONDAY) as town:
        cast = await gather(town)
        group = await bind(town, cast.zhang, "固戍社区群", *TO_GUSHU)
        await leap(town, NEXT_MONDAY)

        await town.restart()
        await PictureDrawer(town.desk, town.catalog, tmp_path).drain()
        again = await PictureDrawer(town.desk, town.catalog, tmp_path).drain()
        await town.settle()

        assert again == 0
        assert len(digests(town, group)) == 1


async def test_a_second_picture_of_the_same_digest_is_not_sent(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=MONDAY) as town:
        cast = await gather(town)
        group = await bind(town, cast.zhang, "固戍社区群", *TO_GUSHU)
        await leap(town, NEXT_MONDAY)
        [sketch] = await town.work(undrawn)

        for _ in range(2):
            await town.work(lambda work: drawn(work, sketch.digest_id, None))
        await town.settle()

        assert len(digests(town, group)) == 1


async def test_when_drawing_fails_for_good_the_lines_go_alone(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=MONDAY) as town:
        cast = await gather(town)
        group = await bind(town, cast.zhang, "固戍社区群", *TO_GUSHU)
        await leap(town, NEXT_MONDAY)
        (tmp_path / "digests").write_text("a file where the folder should be")
        drawer = PictureDrawer(town.desk, town.catalog, tmp_path)

        for _ in range(3):
            await drawer.drain()
            await town.work(_try_again_now)
        await town.settle()

        assert [sent.media for sent in digests(town, group)] == [[]]


def _try_again_now(work: Work) -> None:
    for row in work.session.query(Digest):
        row.draw_at = None


async def test_board_shows_the_week_so_far_once_in_ten_minutes(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=MONDAY) as town:
        cast = await gather(town)
        group = await bind(town, cast.zhang, "固戍社区群", *TO_GUSHU)
        await file_matter(town, cast.author)
        await town.message(cast.author, "/board", chat=group)
        await PictureDrawer(town.desk, town.catalog, tmp_path).drain()
        await town.settle()

        await town.message(cast.author, "/board", chat=group)
        await PictureDrawer(town.desk, town.catalog, tmp_path).drain()

        assert ["收到 1 件" in sent.text for sent in digests(town, group)] == [True]
        assert "刚刚发过" in town.last(group).text


async def test_board_in_an_unbound_group_says_how_to_bind(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=MONDAY) as town:
        cast = await gather(town)
        group = town.group("未绑定的群")
        await town.invite(group, by=cast.zhang)

        await town.message(cast.zhang, "/board", chat=group)

        assert "/bind" in town.last(group).text


@pytest.mark.parametrize("figures", [
    EMPTY,
    Figures("2026-11-16", "2026-11-22", 42, 37, 3.4, (39, 41), (28, 31), (27, 31), ((5, 3),) * 7, (("rubbish", 12),)),
    Figures("2026-11-23", "2026-11-24", 1, 0, None, (0, 1), (0, 0), (0, 0), ((1, 0), (0, 0)), (("", 1),)),
])
async def test_every_week_has_a_picture_a_phone_can_show(tmp_path: Path, figures: Figures) -> None:
    async with Town(tmp_path, ROUTES) as town:
        names = {code: Names("垃圾、环境卫生", "Rubbish") for code, _ in figures.top}

        png = draw(Sketch(1, say.PlaceName("固戍社区"), figures, names), town.catalog)

        with Image.open(BytesIO(png)) as picture:
            assert (picture.format, picture.size) == ("PNG", (1080, 1440))
            assert len(picture.convert("RGB").getcolors(1 << 20) or ()) > 5


async def test_the_voice_of_a_reopened_matter_counts_once_and_last(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, now=MONDAY) as town:
        cast = await gather(town)
        await a_week(town, cast)
        await town.work(_take_back)

        figures = await town.work(lambda work: count_figures(work, true(), date(2026, 11, 16), date(2026, 11, 22)))

        assert (figures.solved, figures.satisfied) == ((0, 0), (0, 0))
        assert (await matter_of(town, 1)).status == Status.CLAIMED


def _take_back(work: Work) -> None:
    matter = work.session.get_one(Matter, 1)
    matter.dispute(work.now, work.now)
