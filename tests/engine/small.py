"""A tiny feature and a tiny district for the engine's own tests; its words are the engine's."""

import re
from datetime import timedelta
from functools import cache

from handlers.incoming import Content
from handlers.routes import Routes
from handlers.talk import Talk
from models.mail import Due, Setting
from models.organisation_plan import (
    Community,
    Constituency,
    District,
    OrganisationPlan,
    Role,
    RosterEntry,
    Station,
    Street,
)
from models.refusals import AlreadyClaimed
from models.refusals_of_staff import JoinLinkUsed
from services.due import due, plan
from services.outbox import Address
from services.work import Work
from tests.telegram import Sent
from texts.engine import EditSeen, SlowDown, StaleButton, UnknownCommand
from texts.press import Press
from texts.screen import Button, Screen

LABEL = "这个按钮已过期"
routes = Routes("small")
ROUTES = [routes]
POISON = "poison"
_breaks: dict[str, int] = {}


class PrizePress(Press, verb="test_prize"):
    """Takes the prize."""

    number: int


class GonePress(Press, verb="test_gone"):
    """Was answered by a feature that is no more."""


@cache
def small_plan() -> OrganisationPlan:
    """Return a district of one community with two deputies."""
    return OrganisationPlan(
        District("ba", "宝安区", "BA", "Asia/Shanghai"), (Street("xixiang", "西乡街道"),),
        (Community("gongle", "共乐社区", "xixiang", 22.575, 113.865, True),),
        (Station("xx-1", "西乡联络站", "xixiang", "共乐路 1 号"),),
        (Constituency("xx-2", "西乡第二选区", "xixiang", "xx-1", ("gongle",)),), (),
        (RosterEntry("zhang", "张伟", Role.DEPUTY, "xx-2"), RosterEntry("chen", "陈静", Role.DEPUTY, "xx-2")),
    )


def counted(sent: Sent) -> int:
    """Return the number a counting message tells."""
    found = re.search(r"超过了 (\d+) 条", sent.text)
    assert found, sent.text
    return int(found[1])


def fail_next(name: str, times: int) -> None:
    """Let the handler that looks fail so many times."""
    _breaks[name] = times


@routes.command("count")
@routes.command("count", groups=True)
def on_count(talk: Talk) -> None:
    """Count how often this person asked."""
    person = talk.work.person
    person.last_place = str(int(person.last_place or "0") + 1)
    talk.reply(Screen(SlowDown(int(person.last_place))))


@routes.command("prize", groups=True)
def on_prize(talk: Talk) -> None:
    """Put up a prize that one person can take."""
    key = f"prize {talk.incoming.message_id}"
    talk.work.session.add(Setting(key=key, value={}))
    press = PrizePress(talk.incoming.message_id or 0)
    talk.reply(Screen(EditSeen(), rows=((Button(StaleButton(), press),),)))


@routes.press(PrizePress)
def on_take(talk: Talk, press: PrizePress) -> None:
    """Take the prize unless somebody has it."""
    row = talk.work.session.get_one(Setting, f"prize {press.number}", with_for_update=True)
    if "by" in row.value:
        talk.work.person.last_place = "never kept"
        raise AlreadyClaimed(number="BA-1", by=row.value["by"])
    row.value = {"by": talk.work.person.name}
    talk.say(EditSeen())


@routes.command("refuse")
def on_refuse(talk: Talk) -> None:
    """Change something and refuse."""
    talk.work.person.last_place = "never kept"
    talk.reply(Screen(UnknownCommand()))
    raise JoinLinkUsed


@routes.content(Content.PHOTO)
def on_photo(talk: Talk) -> None:
    """Break as often as the test wants."""
    if _breaks.get(POISON, 0) > 0:
        _breaks[POISON] -= 1
        talk.reply(Screen(UnknownCommand()))
        raise ZeroDivisionError("poison")
    on_count(talk)


@routes.command("form")
def on_form(talk: Talk) -> None:
    """Enter a form."""
    talk.step("test.form", asked=1)


@routes.step("test.form", Content.TEXT)
def on_form_words(talk: Talk) -> None:
    """Answer the words of a form."""
    asked = talk.data["asked"]
    talk.step("test.form", asked=asked + 1)
    talk.reply(Screen(SlowDown(100 + asked)))


@routes.command("who", groups=True)
def on_who(talk: Talk) -> None:
    """Need a person."""
    talk.reply(Screen(SlowDown(talk.work.person.id)))


def plan_tea(work: Work, telegram_id: int, hours: float) -> None:
    """Owe a person a message in some hours."""
    plan(work, "test_tea", f"tea {telegram_id}", work.now + timedelta(hours=hours), f"tea {telegram_id} {hours}")


@due("test_tea")
def pour_tea(work: Work, item: Due) -> None:
    """Send what was owed."""
    if _breaks.get("tea", 0) > 0:
        _breaks["tea"] -= 1
        raise ZeroDivisionError("tea")
    chat_id = int(item.ref.split()[1])
    work.outbox.send(Address(chat_id), Screen(SlowDown(7)), key=f"letter {item.dedupe_key}")


