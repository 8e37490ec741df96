"""Whoever takes a role is offered its commands in the chat's menu, and loses them with it."""

from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.features import FEATURES
from models.organisation import Seat
from models.person import Person
from services.commands import offer_all
from services.work import Work
from tests.flows.deputies import seated_as
from tests.flows.test_join import token_of
from tests.harness import Town, Who
from texts.commands import COMMANDS, OF_ROLES

OFFERS = ("setMyCommands", "deleteMyCommands")


def town_of(folder: Path) -> Town:
    return Town(folder, FEATURES)


def offers(town: Town, who: Who) -> list[tuple[str, dict[str, Any]]]:
    """Return what a chat was offered, oldest first."""
    scope = {"type": "chat", "chat_id": who.id}
    return [(call.method, call.params) for call in town.telegram.calls
            if call.method in OFFERS and call.params["scope"] == scope]


def names(params: dict[str, Any]) -> list[str]:
    return [command["command"] for command in params["commands"]]


async def joined(town: Town, key: str) -> Who:
    who = town.person("老张")
    await town.message(who, f"/start join_{await token_of(town, key)}")
    await town.press(who, "是我")
    return who


async def test_a_deputy_who_joins_is_offered_the_commands_of_deputies(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        zhang = await joined(town, "zhang-wei")

        [(method, params)] = offers(town, zhang)

        assert method == "setMyCommands"
        assert names(params)[:2] == ["inbox", "mine"]
        assert {"overdue", "today", "away", "role", "report", "help"} <= set(names(params))
        assert params["commands"][0]["description"] == "待认领"
        assert "office" not in names(params)


async def test_the_commands_follow_the_persons_language(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        zhang = await joined(town, "zhang-wei")

        await town.message(zhang, "/language")
        await town.press(zhang, "English")

        assert offers(town, zhang)[-1][1]["commands"][0]["description"] == "What waits for a claim"


async def test_a_resident_is_offered_nothing_but_everybodys_commands(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei = town.person("李梅")
        await town.message(li_mei, "/start")
        await town.message(li_mei, "/language")

        await town.press(li_mei, "English")

        assert offers(town, li_mei) == []
        assert "role" not in dict(COMMANDS)


async def test_whoever_loses_the_role_gets_everybodys_commands_back(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        office, zhang = await seated_as(town, "office"), await joined(town, "zhang-wei")
        seat = await town.read(lambda session: session.scalars(select(Seat.id).where(Seat.key == "zhang-wei")).one())

        key = town.forge(office, f"unbind:{seat}:1", 1)
        await town.settle()

        assert town.telegram.toasts[key] is not None
        assert [method for method, _ in offers(town, zhang)] == ["setMyCommands", "deleteMyCommands"]


async def test_a_crash_between_joining_and_sending_loses_no_menu(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        await seated_as(town, "office")
        await town.work(offer_all)

        await town.restart()
        await town.settle()

        assert len([call for call in town.telegram.calls if call.method == "setMyCommands"]) == 1


async def test_at_the_start_only_chats_whose_role_changed_are_offered_anything(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        office = await seated_as(town, "office")
        await town.work(offer_all)
        await town.settle()

        await town.work(offer_all)
        await town.settle()
        first = len(offers(town, office))
        await town.work(lambda work: _retire(work, office))
        await town.work(offer_all)
        await town.settle()

        assert (first, offers(town, office)[-1][0]) == (1, "deleteMyCommands")


async def test_every_role_has_its_commands_and_each_is_answered(tmp_path: Path) -> None:
    async with town_of(tmp_path):
        known = {name for routes in FEATURES for name in routes.commands}
        for role, pairs in OF_ROLES.items():
            assert {name for name, _ in pairs} <= known, role


async def test_the_desk_has_a_key_on_the_keyboards_of_those_who_dispatch(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        for role in ("officer", "head", "street", "office"):
            who = await seated_as(town, role)
            await town.message(who, "/work")
            assert any("办公台" in line for line in town.keyboard(who)), role

            await town.message(who, "办公台")

            assert "全部在办" in town.last(who).text


def _retire(work: Work, who: Who) -> None:
    person = work.session.scalars(select(Person).where(Person.telegram_id == who.id)).one()
    for seat in work.session.scalars(select(Seat).where(Seat.person_id == person.id)):
        seat.active = False


async def test_help_tells_somebody_of_the_roster_their_own_commands_first(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        contact, resident = await town.seated("contact-cgj"), town.person("李梅")

        await town.message(contact, "/help")
        await town.message(resident, "/help")

        assert town.last(contact).text.index("/handling") < town.last(contact).text.index("怎样使用")
        assert "/handling" not in town.last(resident).text
        assert "工作命令" not in town.last(resident).text
