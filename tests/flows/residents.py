"""What residents do in one line, for the tests of their flows."""

from typing import Any

from sqlalchemy import select

from models.lifecycle import Status
from models.matter import Attachment, Event, Matter
from models.person import Person
from tests.harness import Town, Who

GUSHU = "西乡街道固戍社区东山路"
LIGHT = "小区门口的路灯已经坏了三天，晚上看不清路"
GUSHU_PIN = (22.6066, 113.8522)
FAR_PIN = (23.1291, 113.2644)


async def report(town: Town, who: Who, words: str = LIGHT, place: str = GUSHU) -> Matter:
    """Report and submit a matter; answer with what is stored."""
    await to_preview(town, who, words, place)
    await town.press(who, "提交")
    return await newest(town, who)


async def to_preview(town: Town, who: Who, words: str = LIGHT, place: str = GUSHU) -> Matter:
    """Fill the form up to its preview."""
    await town.message(who, words, photo=True)
    await town.message(who, place)
    await choose(town, who)
    return await newest(town, who)


async def choose(town: Town, who: Who) -> None:
    """Press the first guess and skip the category's questions."""
    await town.press(who, "路灯不亮")
    while town.last(who).has("跳过"):
        await town.press(who, "跳过")


async def newest(town: Town, who: Who) -> Matter:
    """Return the person's newest matter as it is stored."""
    return await town.read(lambda session: session.scalars(
        select(Matter).join(Person, Person.id == Matter.author_id).where(Person.telegram_id == who.id)
        .order_by(Matter.id.desc())).first())  # type: ignore[return-value]


async def drafts_of(town: Town, who: Who) -> list[Matter]:
    """Return the person's drafts."""
    query = select(Matter).join(Person, Person.id == Matter.author_id)
    mine = query.where(Person.telegram_id == who.id, Matter.status == Status.DRAFT).order_by(Matter.id)
    return await town.read(lambda session: list(session.scalars(mine)))


async def files_of(town: Town, matter: Matter) -> list[Attachment]:
    """Return the matter's files."""
    query = select(Attachment).where(Attachment.matter_id == matter.id).order_by(Attachment.id)
    return await town.read(lambda session: list(session.scalars(query)))


async def events_of(town: Town, matter: Matter) -> list[str]:
    """Return what happened to the matter."""
    query = select(Event.what).where(Event.matter_id == matter.id).order_by(Event.id)
    return await town.read(lambda session: list(session.scalars(query)))


def said(town: Town, who: Any) -> str:
    """Return all a chat shows, for looking into."""
    return "\n\n".join(sent.text for sent in town.sent_to(who))


async def answered(town: Town, deputy: Who, words: str = "已经修好了，谢谢您。") -> None:
    """Let a deputy claim the newest matter and answer it as solved."""
    await town.press(deputy, "认领")
    await town.press(deputy, "答复")
    await town.message(deputy, words)
    await town.press(deputy, "A 已解决")
    await town.press(deputy, "发送")


async def closed(town: Town, who: Who, deputy: Who) -> Matter:
    """Report a matter and let a deputy answer and close it."""
    await report(town, who)
    await answered(town, deputy)
    await close(town, deputy)
    return await newest(town, who)


async def close(town: Town, deputy: Who) -> None:
    """Let the deputy close the matter without a photo."""
    await town.press(deputy, "办结")
    await town.press(deputy, "无需照片")
    await town.message(deputy, "现场已恢复，无需拍照")
