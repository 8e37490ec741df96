"""The ledger of promises: who reads which part, page by page in one message."""

from pathlib import Path

from tests.flows.clock_town import gather, leap, local
from tests.flows.deputies import forged
from tests.flows.promise_town import open_promise, promise_town, promised


async def test_residents_have_no_ledger(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        await promised(town, cast.author, cast.zhang)

        await town.message(cast.author, "/promises")
        toast = await forged(town, cast.author, "promise:1")

        assert "台账" not in town.last(cast.author).text
        assert toast.is_alert



async def test_the_office_reads_the_ledger_with_its_counts_page_by_page(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        for day in range(1, 6):
            await promised(town, cast.author, cast.zhang, f"2026-12-{day:02}")
        await open_promise(town, cast.zhang)
        await town.press(cast.zhang, "已兑现")
        await town.message(cast.zhang, "装好了", photo=True)
        await town.press(cast.zhang, "发送")
        wang = town.person("王芳")
        await town.message(wang, "/hello")
        await promised(town, wang, cast.zhang, "2026-12-20")
        await leap(town, local(12, 3, 12))

        await town.message(cast.office, "/office")
        await town.press(cast.office, "承诺台账 5")

        assert "在期 5 项（其中超期 1）· 已兑现 1 · 未兑现 0" in town.last(cast.office).text
        count = len(town.sent_to(cast.office))
        await town.press(cast.office, "已兑现 1")
        assert "BA-261118-0001" in town.last(cast.office).text
        assert len(town.sent_to(cast.office)) == count


async def test_the_ledger_turns_its_pages_in_one_message(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast, wang = await gather(town), town.person("王芳")
        await town.message(wang, "/hello")
        for author in (cast.author, wang):
            for day in range(1, 4):
                await promised(town, author, cast.zhang, f"2026-12-{day:02}")
        await town.message(cast.zhang, "/promises")
        count = len(town.sent_to(cast.zhang))
        assert "第 1/2 页" in town.last(cast.zhang).text

        await town.press(cast.zhang, "下一页")

        assert "第 2/2 页" in town.last(cast.zhang).text
        assert "BA-261118-0006" in town.last(cast.zhang).text
        await town.press(cast.zhang, "上一页")
        await town.press(cast.zhang, "🤝 BA-261118-0001")
        await town.press(cast.zhang, "承诺台账")
        assert "第 1/2 页" in town.last(cast.zhang).text
        assert len(town.sent_to(cast.zhang)) == count


async def test_deputies_see_their_own_promises_alone(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        await promised(town, cast.author, cast.zhang)

        await town.message(cast.chen, "/promises")
        await town.message(cast.zhang, "/promises")

        assert "在期 0 项" in town.last(cast.chen).text
        assert "在期 1 项" in town.last(cast.zhang).text
