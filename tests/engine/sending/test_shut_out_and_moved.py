"""Chats that shut us out, and groups that become supergroups."""

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from models.mail import Card, Dialog, Letter
from models.matter import Event, Matter
from models.person import Group, Person
from services.chats import move_chat
from tests.engine.telegram_stub import refusal
from tests.engine.town import WANG_FANG, XIXIANG_GROUP, ZHANG_WEI, Town

BLOCKED = refusal(403, "Forbidden: bot was blocked by the user")
SUPERGROUP = -1005001
MIGRATED = refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=SUPERGROUP)
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def wang_fang_reports(session: Session) -> int:
    """Let Wang Fang have a matter; returns its id."""
    wang = Person(telegram_id=WANG_FANG, name="王芳", created_at=LONG_AGO)
    session.add(wang)
    session.flush()
    matter = Matter(author_id=wang.id, created_at=LONG_AGO)
    session.add(matter)
    session.flush()
    return matter.id


def bind_group(session: Session) -> None:
    """Let the group of Xixiang be bound."""
    session.add(Group(chat_id=XIXIANG_GROUP, title="西乡", scope="community", scope_code="xx", bound_at=LONG_AGO))


async def test_who_blocked_us_is_marked_and_gets_nothing_more(town: Town) -> None:
    await town.do(wang_fang_reports)
    for words in ("1", "2", "3"):
        await town.send(WANG_FANG, words)
    town.telegram.script = [BLOCKED]

    await town.sender().drain()

    wang = await town.do(lambda session: session.query(Person).one())
    assert town.telegram.texts() == ["1"]
    assert await town.states() == ["cancelled"] * 3
    assert wang.blocked_at == town.clock.now()


async def test_others_still_get_theirs(town: Town) -> None:
    await town.send(WANG_FANG, "1")
    await town.send(ZHANG_WEI, "2")
    town.telegram.script = [BLOCKED]

    await town.sender(at_once=1).drain()

    assert await town.states() == ["cancelled", "sent"]


async def test_the_timeline_of_the_matter_tells_once_that_we_were_blocked(town: Town) -> None:
    matter = await town.do(wang_fang_reports)
    sender = town.sender()
    for words in ("1", "2", "3"):
        await town.send(WANG_FANG, words, matter_id=matter)
        town.telegram.script = [BLOCKED]
        await sender.drain()
        town.clock.pass_time(60)

    events = await town.do(lambda session: session.query(Event).all())

    assert [(event.matter_id, event.what) for event in events] == [(matter, "blocked")]
    assert town.told == [{matter}]


async def test_matters_of_letters_that_were_cancelled_with_it_tell_it_too(town: Town) -> None:
    matter = await town.do(wang_fang_reports)
    await town.send(WANG_FANG, "no matter")
    await town.send(WANG_FANG, "of the matter", matter_id=matter)
    town.telegram.script = [BLOCKED]

    await town.sender().drain()

    assert town.told == [{matter}]


async def test_a_second_blocking_is_told_again(town: Town) -> None:
    matter = await town.do(wang_fang_reports)
    sender = town.sender()
    for _ in range(2):
        await town.send(WANG_FANG, "x", matter_id=matter)
        town.telegram.script = [BLOCKED]
        await sender.drain()
        town.clock.pass_time(60)
        await town.do(lambda session: session.query(Person).update({"blocked_at": None}))

    events = await town.do(lambda session: session.query(Event).count())

    assert events == 2


async def test_a_group_that_removed_us_is_left(town: Town) -> None:
    await town.do(bind_group)
    await town.send(XIXIANG_GROUP, "notice")
    town.telegram.script = [refusal(403, "Forbidden: bot was kicked from the group chat")]

    await town.sender().drain()

    group = await town.do(lambda session: session.get_one(Group, XIXIANG_GROUP))
    assert group.left_at == town.clock.now()


async def test_a_group_that_became_a_supergroup_gets_its_letters_there(town: Town) -> None:
    await town.do(bind_group)
    for words in ("1", "2"):
        await town.send(XIXIANG_GROUP, words)
    town.telegram.script = [MIGRATED]

    await town.sender().drain()

    assert [call.params["chat_id"] for call in town.telegram.heard] == [XIXIANG_GROUP, SUPERGROUP, SUPERGROUP]
    assert town.telegram.texts() == ["1", "1", "2"]
    assert await town.states() == ["sent", "sent"]


async def test_everything_of_a_migrated_group_has_its_new_id(town: Town) -> None:
    await town.do(bind_group)
    await town.do(lambda session: session.add(Dialog(chat_id=XIXIANG_GROUP, user_id=1, step="bind", data={})))
    await town.send(XIXIANG_GROUP, "1")
    town.telegram.script = [MIGRATED]

    await town.sender().drain()

    def chats(session: Session) -> list[set[int]]:
        columns = (Group.chat_id, Card.chat_id, Letter.chat_id, Dialog.chat_id)
        return [set(session.scalars(session.query(column).statement)) for column in columns]

    assert await town.do(chats) == [{SUPERGROUP}] * 4


async def test_a_supergroup_numbers_anew_so_a_living_card_is_sent_afresh_and_edited_there(town: Town) -> None:
    await town.do(bind_group)
    card = await town.send(XIXIANG_GROUP, "old", living=True)
    sender = town.sender()
    await sender.drain()
    await town.do(lambda session: move_chat(session, XIXIANG_GROUP, SUPERGROUP))

    for words in ("new", "newer"):
        await town.edit(card, words)
        await sender.drain()

    heard = [(call.method, call.params["chat_id"], call.params.get("message_id")) for call in town.telegram.heard]
    assert heard == [("sendMessage", XIXIANG_GROUP, None), ("sendMessage", SUPERGROUP, None),
                     ("editMessageText", SUPERGROUP, 102)]


async def test_an_edit_that_meets_the_move_becomes_a_new_message_there(town: Town) -> None:
    await town.do(bind_group)
    card = await town.send(XIXIANG_GROUP, "old", living=True)
    sender = town.sender()
    await sender.drain()
    await town.edit(card, "new")
    town.telegram.script = [MIGRATED]

    await sender.drain()

    assert town.telegram.methods() == ["sendMessage", "editMessageText", "sendMessage"]
    assert town.telegram.heard[-1].params["chat_id"] == SUPERGROUP
    assert (await town.card(card)).message_id == 102


async def test_a_waiting_edit_of_old_news_is_not_sent_to_the_supergroup(town: Town) -> None:
    card = await town.send(XIXIANG_GROUP, "old")
    sender = town.sender()
    await sender.drain()
    await town.edit(card, "folded")

    await town.do(lambda session: move_chat(session, XIXIANG_GROUP, SUPERGROUP))
    await sender.drain()

    assert town.telegram.methods() == ["sendMessage"]
    assert await town.states() == ["sent", "cancelled"]


async def test_a_message_of_the_supergroup_is_not_taken_for_one_of_the_group(town: Town) -> None:
    card = await town.send(XIXIANG_GROUP, "old", living=True)
    await town.sender().drain()

    await town.do(lambda session: move_chat(session, XIXIANG_GROUP, SUPERGROUP))

    moved = await town.card(card)
    assert (moved.chat_id, moved.message_id) == (SUPERGROUP, None)


async def test_a_supergroup_met_before_the_news_of_its_move_keeps_the_binding(town: Town) -> None:
    def arrange(session: Session) -> None:
        bind_group(session)
        session.add(Group(chat_id=SUPERGROUP, title="西乡（新）"))

    await town.do(arrange)

    await town.do(lambda session: move_chat(session, XIXIANG_GROUP, SUPERGROUP))
    await town.do(lambda session: move_chat(session, XIXIANG_GROUP, SUPERGROUP))

    group = await town.do(lambda session: session.query(Group).one())
    assert (group.chat_id, group.title, group.scope, group.scope_code) == (SUPERGROUP, "西乡（新）", "community", "xx")


async def test_a_chat_that_counts_its_messages_anew_leads_to_the_newer_card(town: Town) -> None:
    older = await town.send(ZHANG_WEI, "1")
    sender = town.sender()
    await sender.drain()
    town.telegram.next_id = 100
    newer = await town.send(ZHANG_WEI, "2")

    await sender.drain()

    assert [(await town.card(card)).message_id for card in (older, newer)] == [None, 101]
