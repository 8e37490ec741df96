"""A person's role: shown to whoever looks at the town, never to a bot."""

from tests.sandbox.phones import BOT, MEI, Phones


async def test_a_role_is_kept_for_the_page_and_hidden_from_bots(phones: Phones) -> None:
    await phones.post("/people", {"id": MEI, "role": "群众"})
    await phones.post(f"/people/{MEI}/messages", {"chat": BOT, "text": "您好"})

    state = await phones.get("/state")
    sender = (await phones.updates())[0]["message"]["from"]

    assert {person["id"]: person["role"] for person in state["people"]}[MEI] == "群众"
    assert "role" not in sender
