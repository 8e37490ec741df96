"""What owners, bodies and the office do with a dispatch in one line, for the tests of bodies."""

from pathlib import Path

from sqlalchemy import select

from handlers import body, body_choice, body_reply, extend, forward, rulings
from models.clock import Clock
from models.dispatch import Dispatch, Extension
from tests.flows.deputies import ROUTES, claimed, seated_as
from tests.harness import Sent, Town, Who

ALL = [*ROUTES, *(module.routes for module in (body, body_choice, body_reply, extend, forward, rulings))]
LAMPS = "区城市管理和综合执法局"
"""The body that usually handles street lamps."""
WATER = "区水务局"


def body_town(folder: Path, **options: object) -> Town:
    """Return a town with all that concerns bodies."""
    return Town(folder, ALL, **options)  # type: ignore[arg-type]


class Cast:
    """李梅 who filed, 张伟 who owns, the contacts of two bodies, the street's committee and the office."""

    mei: Who
    zhang: Who
    lamps: Who
    water: Who
    street: Who
    office: Who


async def gather(town: Town) -> Cast:
    """Bind everyone who has to do with a dispatch."""
    cast = Cast()
    cast.mei, cast.zhang = town.person("李梅"), await town.seated("zhang-wei")
    cast.lamps, cast.water = await town.seated("contact-cgj"), await town.seated("contact-swj")
    cast.street, cast.office = await seated_as(town, "street"), await seated_as(town, "office")
    return cast


async def forwarded(town: Town, cast: Cast, note: str = "请尽快修复", to: str = LAMPS, **options: object) -> int:
    """Let 张伟 claim 李梅's matter and pass it on."""
    matter_id = await claimed(town, cast.mei, cast.zhang, **options)
    await pass_on(town, cast.zhang, note, to)
    return matter_id


async def pass_on(town: Town, owner: Who, note: str = "请尽快修复", to: str = LAMPS) -> None:
    """Go through the form of [转交] with the usual deadline."""
    await town.press(owner, "转交")
    await town.press(owner, to)
    await town.message(owner, note)
    await town.press(owner, usual(town.last(owner)))
    await town.press(owner, "发送")


async def sent_back(town: Town, contact: Who, reason: str = "这里是水务设施", to: str = WATER) -> None:
    """Go through the form of [退回]."""
    await town.press(contact, "退回")
    await town.message(contact, reason)
    if not town.last(contact).has(to):
        await town.message(contact, to)
    await town.press(contact, to)
    await town.press(contact, "发送")


async def replied(town: Town, contact: Who, words: str = "灯已更换", **content: object) -> None:
    """Go through the form of the body's [答复]."""
    await town.press(contact, "答复")
    await town.message(contact, words, **content)
    await town.press(contact, "发送")


async def asked_for_time(town: Town, contact: Who, day: str = "2026-12-04", why: str = "灯杆要订货") -> None:
    """Go through the form of [申请延期]."""
    await town.press(contact, "申请延期")
    await town.message(contact, day)
    await town.message(contact, why)
    await town.press(contact, "发送")


def usual(sent: Sent) -> str:
    """Return the label of the usual deadline."""
    return next(label for label in sent.labels if label.startswith("按时限"))


async def dispatches(town: Town) -> list[Dispatch]:
    """Return all dispatches, oldest first."""
    return await town.read(lambda session: list(session.scalars(select(Dispatch).order_by(Dispatch.id))))


async def extensions(town: Town) -> list[Extension]:
    """Return all applications for more time, oldest first."""
    return await town.read(lambda session: list(session.scalars(select(Extension).order_by(Extension.id))))


async def clocks(town: Town, kind: str) -> list[Clock]:
    """Return all clocks of a kind, oldest first."""
    query = select(Clock).where(Clock.kind == kind).order_by(Clock.id)
    return await town.read(lambda session: list(session.scalars(query)))


def card_of(town: Town, who: Who, label: str) -> Sent:
    """Return the newest message that has a button."""
    return next(sent for sent in reversed(town.sent_to(who)) if sent.has(label))


def told(town: Town, who: Who, words: str) -> bool:
    """Tell whether a chat shows words."""
    return any(words in sent.text for sent in town.sent_to(who))
