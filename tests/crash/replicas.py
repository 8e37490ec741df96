"""`python -m tests.crash.replicas`: three replicas over PostgreSQL, one killed after the other, real terms.

Who is killed is who polls, who sends, or somebody who stands by. Measured from the kill are the next fetch, the next
message that reached a chat, and, of who sends, when the message arrived that Telegram kept silent about at the kill.
"""

import asyncio
import os
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

import click

from tests.crash.check import Finding, count, settle_and_check
from tests.crash.matrix import Ground, ground, town_for
from tests.crash.telegram import Fault
from tests.crash.town import Town
from tests.crash.waiting import until

REPLICAS = 3
PATIENCE = 60.0
"""Longer than what was under way at the kill waits: for the end of a lead, and then as long as an answer may take."""
LOAD_SECONDS = 0.2


@dataclass
class Takeover:
    """One kill and what followed, in seconds."""

    killed: str
    to_fetch: float
    to_deliver: float
    to_repeat: float | None
    """Until what was under way arrived; None when nothing was."""


@click.command()
@click.option("--kills", default=6, show_default=True, type=click.IntRange(1), help="How many, in turn by role.")
@click.option("--webhook", is_flag=True, help="Telegram posts to all of them instead of being polled by one.")
@click.option("--seed", default=1, show_default=True)
def main(kills: int, webhook: bool, seed: int) -> None:
    """Kill replicas under load and account for every update; exit 1 on any defect."""
    click.echo(f"seed {seed}")
    with tempfile.TemporaryDirectory(prefix="huying-replicas-") as folder, ground() as base:
        takeovers, finding = asyncio.run(run(Path(folder), base, kills, Random(seed), webhook=webhook))
    click.echo(f"{'killed':28}{'next fetch':>12}{'next message':>14}{'what was under way':>20}")
    for each in takeovers:
        repeat = "" if each.to_repeat is None else f"{each.to_repeat:>18.1f} s"
        click.echo(f"{each.killed:28}{each.to_fetch:>10.1f} s{each.to_deliver:>12.1f} s{repeat}")
    click.echo(f"{finding.updates} updates, {finding.once} letters sent once, {finding.unknown} unknown, "
               f"{finding.maybe_duplicate} maybe-duplicate, {len(finding.lost)} lost, {len(finding.doubled)} doubled, "
               f"{len(finding.stuck)} stuck; last letter settled after {finding.seconds:.0f} s")
    for defect in finding.defects:
        click.echo(defect, err=True)
    sys.exit(1 if finding.defects else 0)


async def run(folder: Path, base: Ground, kills: int, draw: Random, *,
              webhook: bool, short: bool = False) -> tuple[list[Takeover], Finding]:
    """Kill somebody some times while people write."""
    where = "webhook" if webhook else "postgres"
    async with town_for(where, folder, draw, base, reports=0, replicas=REPLICAS, short=short) as town:
        before = count(town)
        load = town.nursery.repeat(lambda: write(town), LOAD_SECONDS, "load")
        await asyncio.sleep(2)
        roles = ("poller", "sender", "bystander") if not webhook else ("sender", "bystander")
        takeovers = [await kill(town, roles[number % len(roles)], draw) for number in range(kills)]
        load.cancel()
        return takeovers, await settle_and_check(town, before, PATIENCE)


async def write(town: Town) -> None:
    """Let a new person ask for help."""
    town.people.ask(chats=1, times=1)


async def kill(town: Town, role: str, draw: Random) -> Takeover:
    """Kill who has a role and measure the pause."""
    held = await asyncio.to_thread(town.leaders)
    victims = [each for each in town.replicas if _has(role, each.pid, held)] or town.replicas
    victim = draw.choice(victims)
    names = [name for name, pid in held.items() if pid == victim.pid]
    silent = Fault("send", body="hang", count=1 if "sender" in names else 0)
    town.telegram.faults = [silent]
    await until(lambda: silent.hits == silent.count, PATIENCE)
    os.kill(victim.pid, signal.SIGKILL)
    at = time.monotonic()
    fetched, delivered, repeated = await asyncio.gather(
        _fetched(town, at), _delivered(town, at), _repeated(town, silent, at))
    await _all_alive(town)
    return Takeover(" and ".join(names) or "a bystander", fetched, delivered, repeated)


def _has(role: str, pid: int, held: dict[str, int]) -> bool:
    return pid not in held.values() if role == "bystander" else held.get(role) == pid


async def _fetched(town: Town, since: float) -> float:
    if town.telegram.targets:
        return 0.0
    await until(lambda: town.telegram.fetches[-1] > since, PATIENCE)
    return next(at for at in town.telegram.fetches if at > since) - since


async def _delivered(town: Town, since: float) -> float:
    """Wait for a message that answers what was written after the kill."""
    settled = since + 0.1  # what was under way at the kill still arrives
    await until(lambda: town.telegram.delivered[-1].at > settled, PATIENCE)
    return next(each.at for each in town.telegram.delivered if each.at > settled) - since


async def _repeated(town: Town, silent: Fault, since: float) -> float | None:
    """Wait for the message that Telegram kept silent about."""
    if not silent.chats:
        return None
    await until(lambda: any(each.chat == silent.chats[0] for each in town.telegram.delivered), PATIENCE)
    return next(each.at for each in town.telegram.delivered if each.chat == silent.chats[0]) - since


async def _all_alive(town: Town) -> None:
    await until(lambda: all(each.lives for each in town.replicas), PATIENCE)
    await asyncio.sleep(3)


if __name__ == "__main__":
    main()
