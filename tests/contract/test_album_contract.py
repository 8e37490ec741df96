"""Parts of one album that reach two replicas at once end in one draft that has them all."""

import asyncio
from pathlib import Path

from bot.features import FEATURES
from tests.databases import settle_organisation
from tests.flows.residents import LIGHT, drafts_of, files_of
from tests.harness import Town, default_plan

PARTS = 10


async def test_an_album_whose_parts_reach_two_replicas_at_once_is_one_draft(postgres_url: str, tmp_path: Path) -> None:
    await asyncio.to_thread(settle_organisation, postgres_url, default_plan())
    towns = [Town(tmp_path, FEATURES, database=postgres_url) for _ in range(2)]
    towns[1].telegram = towns[0].telegram
    async with towns[0] as one, towns[1] as other:
        people = [one.person(f"居民{number}") for number in range(3)]
        for who in people:
            one.post(who, LIGHT, photos=PARTS)

        parts = list(one.telegram.updates)
        await asyncio.gather(*(deliver(town, parts[place::2]) for place, town in enumerate((one, other))))
        await asyncio.gather(one.lanes.idle(), other.lanes.idle())
        one.clock.moment = other.clock.moment = one.clock.moment.replace(second=5)
        await asyncio.gather(one.ticker.tick(), other.ticker.tick())
        await one.settle()

        for who in people:
            (draft,) = await drafts_of(one, who)
            assert (len(await files_of(one, draft)), draft.words) == (PARTS, LIGHT)
            assert [sent.text.splitlines()[0] for sent in one.sent_to(who)] == [
                f"📎 已收到 {PARTS} 件照片、视频或语音，存进草稿了。"]


async def deliver(town: Town, parts: list[dict[str, object]]) -> None:
    """Post each part by itself, as a load balancer's webhook would."""
    for part in parts:
        town.lanes.push(await town.inbox.accept([part]))
