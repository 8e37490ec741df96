"""A matter's whole way through the bodies, as everyone in it sees it."""

from pathlib import Path

from tests.flows.bodies import (
    LAMPS,
    WATER,
    asked_for_time,
    body_town,
    card_of,
    clocks,
    dispatches,
    forwarded,
    gather,
    replied,
    sent_back,
    told,
)
from tests.flows.deputies import happenings, matter_of, running_clocks


async def test_a_matter_goes_through_two_bodies_and_ends_in_a_promise(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        matter_id = await forwarded(town, cast)
        assert (await matter_of(town, matter_id)).status == "forwarded"

        await sent_back(town, cast.lamps)
        assert (await matter_of(town, matter_id)).status == "claimed"
        await town.press(cast.office, "改派")
        await town.press(cast.office, WATER)
        await town.press(cast.office, "发送")
        assert (await matter_of(town, matter_id)).status == "forwarded"

        await town.press(cast.water, "签收")
        assert (await matter_of(town, matter_id)).status == "signed"
        await asked_for_time(town, cast.water)
        await town.press(cast.office, "同意")
        await replied(town, cast.water, "灯杆已订货，月底安装", photo="lamp-photo")
        assert (await matter_of(town, matter_id)).status == "replied"

        await town.press(cast.zhang, "答复", on=card_of(town, cast.zhang, "转交"))
        await town.press(cast.zhang, "引用单位答复")
        await town.press(cast.zhang, "B 正在解决")
        await town.message(cast.zhang, "12月4日")
        await town.press(cast.zhang, "发送")

        matter = await matter_of(town, matter_id)
        assert (matter.status, matter.result_class) == ("answered", "B")
        assert f"{WATER}答复：灯杆已订货，月底安装" in town.last(cast.mei).text
        assert [[item[1] for item in sent.media] for sent in town.sent_to(cast.mei) if sent.media] == [["lamp-photo"]]
        assert [item for item in await happenings(town, matter_id) if item not in ("submitted", "claimed")] == [
            "forwarded", "sent_back", "redirected", "signed", "extend_asked", "extended", "replied", "answered"]
        assert [(each.body_code, each.state, each.round) for each in await dispatches(town)] == [
            ("cgj", "decided", 1), ("swj", "replied", 2)]
        assert await running_clocks(town) == {"resolve"}
        assert len(await clocks(town, "sign")) == 2


async def test_the_resident_reads_every_body_every_reason_and_what_comes_next(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        await forwarded(town, cast)
        heard = town.last(cast.mei).text
        await sent_back(town, cast.lamps, "这里是水务设施")
        why = town.last(cast.mei).text
        await town.press(cast.street, "维持")

        assert f"张伟 代表已转交{LAMPS}办理" in heard
        assert "前答复" in heard
        assert f"{LAMPS}提出不属于本单位职责，建议由{WATER}办理" in why
        assert "这里是水务设施" in why
        assert f"仍由{LAMPS}办理" in town.last(cast.mei).text
        assert told(town, cast.zhang, f"仍由{LAMPS}办理")
