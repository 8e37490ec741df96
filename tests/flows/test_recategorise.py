"""[改分类]: the office and the officers mend a category; clocks, timeline, cards and letters follow."""

from sqlalchemy import select

from models.clock import Clock
from models.matter import Event
from tests.flows.bodies import told
from tests.flows.deputies import claimed, file_matter, forged, happenings, matter_of, seated_as
from tests.harness import Town, Who
from tests.updates import Group
from texts.recategorise import CategoryTreePress, SetCategoryPress


async def columns(town: Town, matter_id: int) -> set[str]:
    query = select(Clock.column).where(Clock.matter_id == matter_id, Clock.stopped_at.is_(None))
    return set(await town.read(lambda session: session.scalars(query).all()))


async def mended(town: Town, who: Who, group: str = "道路与出行", category: str = "道路破损、修路") -> None:
    """Go through the tree from the newest card."""
    await town.press(who, "改分类")
    await town.press(who, group)
    await town.press(who, category)


async def test_the_office_mends_a_category_and_the_limits_move(town: Town) -> None:
    mei, zhang, office = town.person("李梅"), await town.seated("zhang-wei"), await seated_as(town, "office")
    matter_id = await claimed(town, mei, zhang)
    before = await columns(town, matter_id)
    await forged(town, office, f"open:{matter_id}")
    card = town.last(office)
    taxonomy = card.text

    await mended(town, office)
    matter = await matter_of(town, matter_id)

    assert "城乡建设/" in taxonomy
    assert matter.category == "road"
    assert before == {"utility"}
    assert await columns(town, matter_id) == {"normal"}
    assert (await happenings(town, matter_id))[-1] == "recategorised"
    assert "路灯不亮 → " in card.text
    assert "道路" in card.text.splitlines()[0]
    assert told(town, mei, "的分类已更正为")
    assert told(town, zhang, "把 BA-261118-0001 的分类改为")
    assert any("道路" in sent.text.splitlines()[0] for sent in town.sent_to(zhang) if "状态" in sent.text)


async def test_the_officer_may_and_a_deputy_may_not(town: Town) -> None:
    mei, zhang, officer = town.person("李梅"), await town.seated("zhang-wei"), await seated_as(town, "officer")
    matter_id = await file_matter(town, mei)
    revision = (await matter_of(town, matter_id)).revision

    refused = await forged(town, zhang, SetCategoryPress(matter_id, "road", revision).pack())
    unchanged = (await matter_of(town, matter_id)).category
    await forged(town, officer, f"open:{matter_id}")
    await mended(town, officer)

    assert refused.is_alert
    assert unchanged == "streetlight"
    assert (await matter_of(town, matter_id)).category == "road"


async def test_a_stale_choice_or_an_unknown_category_changes_nothing(town: Town) -> None:
    mei, office = town.person("李梅"), await seated_as(town, "office")
    matter_id = await file_matter(town, mei)
    revision = (await matter_of(town, matter_id)).revision

    stale = await forged(town, office, SetCategoryPress(matter_id, "road", revision + 7).pack())
    unknown = await forged(town, office, SetCategoryPress(matter_id, "moon", revision).pack())
    lost = await forged(town, office, CategoryTreePress(matter_id, "moon", 0).pack())

    assert {each.text for each in (stale, unknown, lost)} == {"这个按钮已过期"}
    assert (await matter_of(town, matter_id)).category == "streetlight"


async def test_the_same_category_again_is_no_event(town: Town) -> None:
    mei, office = town.person("李梅"), await seated_as(town, "office")
    matter_id = await file_matter(town, mei)
    revision = (await matter_of(town, matter_id)).revision

    await forged(town, office, SetCategoryPress(matter_id, "streetlight", revision).pack())

    query = select(Event.id).where(Event.matter_id == matter_id, Event.what == "recategorised")
    assert await town.read(lambda session: session.scalars(query).all()) == []


async def test_a_withdrawn_matter_keeps_its_category(town: Town) -> None:
    mei, office = town.person("李梅"), await seated_as(town, "office")
    matter_id = await file_matter(town, mei)
    await forged(town, mei, f"withdraw:{matter_id}:1")
    matter = await matter_of(town, matter_id)
    await forged(town, office, f"open:{matter_id}")

    refused = await forged(town, office, SetCategoryPress(matter_id, "road", matter.revision).pack())

    assert matter.status == "withdrawn"
    assert not town.last(office).has("改分类")
    assert "已撤回" in refused.text


async def test_in_a_group_nobody_mends(town: Town) -> None:
    mei, office = town.person("李梅"), await seated_as(town, "office")
    matter_id = await file_matter(town, mei)

    toast = await forged(town, office, CategoryTreePress(matter_id, "-", 0).pack(), chat=Group(-500, "群"))

    assert "已过期" in toast.text
