"""[查看身份]: the office sees a hidden name for a reason; deputies see a handle, and nobody looks unseen."""

import pytest
from sqlalchemy import select

from models.audit import Audit
from models.matter import Event
from models.organisation import Seat
from models.organisation_plan import Role
from services.audit_check import verify
from tests.flows.deputies import file_matter, forged, happenings, matter_of, seated_as
from tests.flows.privacy_town import MEI, erase
from tests.flows.residents import report
from tests.harness import Town, Who

REASON = "上门核实，需要联系本人"


@pytest.fixture
async def office(town: Town) -> Who:
    """Return somebody of the congress office who reads the card of a hidden matter without a place."""
    who = await seated_as(town, "office")
    await file_matter(town, town.person("李梅"), community=None, author_name="李梅")
    return who


async def open_card(town: Town, who: Who, matter_id: int = 1) -> None:
    await forged(town, who, f"open:{matter_id}", on=town.last(who).message_id if town.sent_to(who) else 1)


async def test_the_office_sees_the_name_after_saying_why(town: Town, office: Who) -> None:
    await open_card(town, office)
    assert "李梅" not in town.last(office).text

    await town.press(office, "查看身份")
    await town.message(office, REASON)

    assert "李梅" in town.last(office).text
    assert str(town.person("李梅").id) not in town.last(office).text


async def test_the_look_stands_in_the_timeline_and_the_audit_log(town: Town, office: Who) -> None:
    await open_card(town, office)
    await town.press(office, "查看身份")
    await town.message(office, REASON)

    event = await town.read(lambda session: session.scalars(select(Event).where(Event.what == "looked")).one())
    entry = await town.read(lambda session: session.scalars(select(Audit).where(Audit.what == "looked")).one())
    key = await town.read(lambda session: session.scalars(select(Seat.key).where(Seat.id == event.seat_id)).one())
    assert (event.words, entry.event_id, entry.actor) == (REASON, event.id, f"seat:{key}")
    assert (await town.read(verify)).broken is None


@pytest.mark.parametrize("reason", ["好", "…", "??"])
async def test_without_a_reason_nobody_looks(town: Town, office: Who, reason: str) -> None:
    await open_card(town, office)
    await town.press(office, "查看身份")

    await town.message(office, reason)

    assert "李梅" not in town.last(office).text
    assert "looked" not in await happenings(town, 1)


async def test_a_picture_is_no_reason(town: Town, office: Who) -> None:
    await open_card(town, office)
    await town.press(office, "查看身份")

    await town.message(office, photo=True)

    assert "请用文字" in town.last(office).text
    assert "looked" not in await happenings(town, 1)


async def test_no_look_leaves_no_trace(town: Town, office: Who) -> None:
    await open_card(town, office)
    await town.press(office, "查看身份")

    await town.press(office, "不查看")
    await town.message(office, REASON)

    assert "looked" not in await happenings(town, 1)
    assert not any("李梅" in sent.text for sent in town.sent_to(office))


@pytest.mark.parametrize("role", [Role.DEPUTY, Role.OFFICER, Role.HEAD, Role.STREET])
async def test_others_see_no_button_and_a_forged_press_is_refused(town: Town, role: Role) -> None:
    who = await seated_as(town, role)
    await file_matter(town, town.person("李梅"), author_name="李梅")
    await open_card(town, who)

    toast = await forged(town, who, "look:1", on=town.last(who).message_id)

    assert not town.last(who).has("查看身份")
    assert toast.is_alert
    assert "人大办" in (toast.text or "")


async def test_a_resident_cannot_look_at_another(town: Town, office: Who) -> None:
    stranger = town.person("王五")
    await town.message(stranger, "/start")

    toast = await forged(town, stranger, "look:1", on=town.last(stranger).message_id)

    assert toast.is_alert
    assert not any("李梅" in sent.text for sent in town.sent_to(stranger))


async def test_a_name_that_is_shown_needs_no_look(town: Town) -> None:
    who = await seated_as(town, "office")
    await file_matter(town, town.person("李梅"), community=None, author_name="李梅", anonymous=False)
    await open_card(town, who)

    toast = await forged(town, who, "look:1", on=town.last(who).message_id)

    assert not town.last(who).has("查看身份")
    assert "没有隐去的姓名" in (toast.text or "")


async def test_who_was_erased_cannot_be_looked_up(town: Town) -> None:
    who = await seated_as(town, "office")
    matter = await report(town, MEI)
    await open_card(town, who, matter.id)
    await town.press(who, "查看身份")
    await erase(town, "继续办理")

    await town.message(who, REASON)

    assert "没有隐去的姓名" in town.last(who).text
    assert (await matter_of(town, matter.id)).author_name is None
