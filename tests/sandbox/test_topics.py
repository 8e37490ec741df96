"""Forum topics, reactions and polls."""

from typing import Any

import pytest

from tests.sandbox.phones import BOT, MEI, WEI, Phones

OPTIONS = ["好", "不好"]


async def forum(phones: Phones) -> int:
    group = await phones.group(forum=True)
    await phones.post(f"/chats/{group}/members", {"bot": BOT, "status": "administrator"})
    await phones.updates()
    return group


async def test_messages_stay_in_their_topic(phones: Phones) -> None:
    group = await forum(phones)
    topic = await phones.bot("createForumTopic", chat_id=group, name="路灯")
    thread = topic["message_thread_id"]

    sent = await phones.send("在话题里", chat=group, message_thread_id=thread)
    said = await phones.say(MEI, "我也在", chat=group, reply_to=sent["message_id"])

    assert [(m["message_thread_id"], m["is_topic_message"]) for m in (sent, said)] == [(thread, True)] * 2


async def test_an_unknown_topic_is_refused(phones: Phones) -> None:
    group = await forum(phones)

    refusal = await phones.refusal("sendMessage", chat_id=group, text="x", message_thread_id=999)

    assert refusal == (400, "Bad Request: message thread not found")


async def test_a_topic_outside_a_forum_is_refused(phones: Phones) -> None:
    group = await phones.group()

    refusal = await phones.refusal("sendMessage", chat_id=group, text="x", message_thread_id=3)

    assert refusal == (400, "Bad Request: message thread not found")


async def test_a_topic_opened_by_a_person_reaches_the_bot(phones: Phones) -> None:
    group = await forum(phones)

    topic = await phones.post(f"/chats/{group}/topics", {"name": "绿化"})

    created = (await phones.updates())[0]["message"]
    told = created["forum_topic_created"]["name"], created["message_thread_id"]
    assert told == ("绿化", topic["message_thread_id"])


async def test_a_topic_is_renamed_closed_reopened_and_deleted(phones: Phones) -> None:
    group = await forum(phones)
    topic = await phones.bot("createForumTopic", chat_id=group, name="路灯")
    where = {"chat_id": group, "message_thread_id": topic["message_thread_id"]}

    await phones.bot("editForumTopic", **where, name="照明")
    await phones.bot("closeForumTopic", **where)
    twice = await phones.refusal("closeForumTopic", **where)
    await phones.bot("reopenForumTopic", **where)
    await phones.bot("deleteForumTopic", **where)
    gone = await phones.refusal("sendMessage", **where, text="x")

    expected = "Bad Request: TOPIC_NOT_MODIFIED", "Bad Request: message thread not found"
    assert (twice[1], gone[1]) == expected


async def test_a_member_bot_opens_no_topics(phones: Phones) -> None:
    group = await phones.group(forum=True)

    refusal = await phones.refusal("createForumTopic", chat_id=group, name="x")

    assert refusal == (400, "Bad Request: not enough rights to create a topic")


async def test_a_reaction_of_a_person_reaches_a_bot_that_asked(phones: Phones) -> None:
    sent = await phones.send("谢谢")
    await phones.updates(allowed_updates=["message_reaction"])

    body = {"chat": BOT, "message_id": sent["message_id"], "emoji": "👍"}
    await phones.post(f"/people/{MEI}/reactions", body)

    update = (await phones.updates())[0]["message_reaction"]
    assert (update["user"]["id"], update["new_reaction"]) == (MEI, [{"type": "emoji", "emoji": "👍"}])


@pytest.mark.parametrize(
    ("reaction", "description"),
    [
        ([{"type": "emoji", "emoji": "🦖"}], "REACTION_INVALID"),
        ([{"type": "emoji", "emoji": "👍"}, {"type": "emoji", "emoji": "🔥"}], "REACTIONS_TOO_MANY"),
    ],
)
async def test_wrong_reactions_are_refused(phones: Phones, reaction: list[dict[str, str]], description: str) -> None:
    sent = await phones.send("谢谢")

    refusal = await phones.refusal("setMessageReaction", chat_id=MEI, message_id=sent["message_id"], reaction=reaction)

    assert refusal == (400, f"Bad Request: {description}")


async def test_a_bots_reaction_is_shown(phones: Phones) -> None:
    said = await phones.say(MEI, "修好了，谢谢")
    heart = [{"type": "emoji", "emoji": "❤"}]

    await phones.bot("setMessageReaction", chat_id=MEI, message_id=said["message_id"], reaction=heart)

    assert (await phones.history(MEI))[-1]["reactions"] == {str(BOT): ["❤"]}


async def test_votes_are_counted_and_told(phones: Phones) -> None:
    sent = await phones.bot("sendPoll", chat_id=MEI, question="满意吗", options=OPTIONS, is_anonymous=False)

    await phones.post(f"/people/{MEI}/votes", {"poll_id": sent["poll"]["id"], "options": [1]})

    answer, poll = await phones.updates()
    counted = [option["voter_count"] for option in poll["poll"]["options"]]
    assert (answer["poll_answer"]["user"]["id"], answer["poll_answer"]["option_ids"], counted) == (MEI, [1], [0, 1])


async def test_an_anonymous_vote_tells_no_name(phones: Phones) -> None:
    sent = await phones.bot("sendPoll", chat_id=MEI, question="满意吗", options=OPTIONS)

    await phones.post(f"/people/{MEI}/votes", {"poll_id": sent["poll"]["id"], "options": [0]})

    assert [sorted(update)[0] for update in await phones.updates()] == ["poll"]


async def test_a_stopped_poll_takes_no_votes(phones: Phones) -> None:
    sent = await phones.bot("sendPoll", chat_id=MEI, question="满意吗", options=OPTIONS)
    where = {"chat_id": MEI, "message_id": sent["message_id"]}

    poll = await phones.bot("stopPoll", **where)
    again = await phones.refusal("stopPoll", **where)
    vote = await phones.ask("POST", f"/people/{MEI}/votes", {"poll_id": poll["id"], "options": [0]})

    assert (poll["is_closed"], again[1]) == (True, "Bad Request: poll has already been closed")
    assert vote == (409, {"error": "This poll is closed."})


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"question": "", "options": OPTIONS}, "poll question must be non-empty"),
        ({"question": "x" * 301, "options": OPTIONS}, "poll question length must not exceed 300"),
        ({"question": "x", "options": ["一"]}, "poll must have at least 2 option"),
        ({"question": "x", "options": ["一"] * 13}, "poll can't have more than 12 options"),
        ({"question": "x", "options": ["一", ""]}, "poll options must be non-empty"),
        ({"question": "x", "options": ["一", "x" * 101]}, "poll options length must not exceed 100"),
        ({"question": "x", "options": OPTIONS, "type": "survey"}, "unsupported poll type specified"),
        ({"question": "x", "options": OPTIONS, "type": "quiz"}, "wrong correct option ID specified"),
    ],
)
async def test_wrong_polls_are_refused(phones: Phones, params: dict[str, Any], description: str) -> None:
    assert await phones.refusal("sendPoll", chat_id=WEI, **params) == (400, f"Bad Request: {description}")


async def test_pins_of_a_topic_are_taken_off_together(phones: Phones) -> None:
    group = await forum(phones)
    topic = await phones.bot("createForumTopic", chat_id=group, name="路灯")
    thread = topic["message_thread_id"]
    for more in ({}, {"message_thread_id": thread}):
        sent = await phones.send("公告", chat=group, **more)
        await phones.bot("pinChatMessage", chat_id=group, message_id=sent["message_id"])

    await phones.bot("unpinAllForumTopicMessages", chat_id=group, message_thread_id=thread)

    pinned = (await phones.bot("getChat", chat_id=group))["pinned_message"]
    assert "message_thread_id" not in pinned


async def test_a_member_bot_is_kept_out_of_a_closed_topic(phones: Phones) -> None:
    group = await forum(phones)
    topic = await phones.bot("createForumTopic", chat_id=group, name="路灯")
    where = {"chat_id": group, "message_thread_id": topic["message_thread_id"]}
    await phones.bot("closeForumTopic", **where)
    await phones.post(f"/chats/{group}/members", {"bot": BOT, "status": "member"})

    refusal = await phones.refusal("sendMessage", **where, text="x")

    assert refusal == (400, "Bad Request: TOPIC_CLOSED")


async def test_a_quiz_has_a_right_answer_and_one_try(phones: Phones) -> None:
    quiz = {"question": "几天", "options": OPTIONS, "type": "quiz", "correct_option_ids": [1]}
    sent = await phones.bot("sendPoll", chat_id=MEI, **quiz)
    vote = {"poll_id": sent["poll"]["id"], "options": [0]}
    await phones.post(f"/people/{MEI}/votes", vote)

    again = await phones.ask("POST", f"/people/{MEI}/votes", vote)

    assert (sent["poll"]["correct_option_ids"], again[0]) == ([1], 409)


@pytest.mark.parametrize(
    ("options", "error"),
    [([5], "The poll has no such option."), ([0, 1], "This poll allows one answer.")],
)
async def test_wrong_votes_are_told(phones: Phones, options: list[int], error: str) -> None:
    sent = await phones.bot("sendPoll", chat_id=MEI, question="满意吗", options=OPTIONS)

    answer = await phones.ask("POST", f"/people/{MEI}/votes", {"poll_id": sent["poll"]["id"], "options": options})

    assert answer == (400, {"error": error})
