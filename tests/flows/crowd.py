"""Residents and groups in numbers, written straight into the town's tables, and what they read."""

from sqlalchemy import select

from models.broadcast import Broadcast
from models.organisation import Community
from models.person import Group, Person
from services.work import Work
from tests.harness import Town
from tests.telegram import Sent
from tests.updates import Who

FIRST = 5001
WORDS = "本周六上午 9 点，西乡街道联络站有代表接访，欢迎您来。"
XIXIANG, XINAN = "440306018", "440306017"


async def previewed(town: Town, office: Who, audience: str = "全区居民", words: str = WORDS) -> None:
    """Write a notice up to its preview."""
    await town.message(office, "/broadcast")
    await town.message(office, words)
    await town.press(office, audience)


async def sent(town: Town, office: Who, audience: str = "全区居民", words: str = WORDS) -> None:
    """Write a notice and send it."""
    await previewed(town, office, audience, words)
    await town.press(office, "发送")


def progress(town: Town, who: Who) -> Sent:
    """Return the message that shows the progress, which the notice itself may stand below."""
    return next(each for each in town.sent_to(who) if "已送达" in each.text)


async def people(town: Town, count: int, *, street: str | None = None, first: int = FIRST, **fields: object) -> range:
    """Let so many residents have talked to the bot; returns their Telegram ids."""
    ids = range(first, first + count)
    await town.work(lambda work: _meet(work, ids, street, fields))
    return ids


async def group(town: Town, chat_id: int, scope: str, code: str, **fields: object) -> int:
    """Bind a group."""
    await town.work(lambda work: work.session.add(
        Group(chat_id=chat_id, title=f"群{chat_id}", scope=scope, scope_code=code, bound_at=work.now, **fields)))
    return chat_id


async def community_in(town: Town, street: str) -> str:
    """Return a community of a street."""
    query = select(Community.code).where(Community.street_code == street).order_by(Community.code)
    code = await town.read(lambda session: session.scalars(query).first())
    assert code is not None
    return code


async def newest_notice(town: Town) -> Broadcast:
    """Return the newest broadcast as it is stored."""
    query = select(Broadcast).order_by(Broadcast.id.desc())
    found = await town.read(lambda session: session.scalars(query).first())
    assert found is not None
    return found


def readers(town: Town, words: str) -> list[int]:
    """Return the chats that were sent words, each as often as they were."""
    return sorted(sent.chat_id for sent in town.telegram.sent if words in sent.text and sent.labels[:1] in
                  ([], ["不再接收通知"]) and "应发" not in sent.text)


def _meet(work: Work, ids: range, street: str | None, fields: dict[str, object]) -> None:
    code = None
    if street is not None:
        code = work.session.scalar(select(Community.code).where(Community.street_code == street))
    for each in ids:
        work.session.add(Person(telegram_id=each, name=f"居民{each}", last_community_code=code, created_at=work.now,
                                **fields))
