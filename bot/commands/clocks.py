"""`huying clocks`."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import click

from bot import features  # noqa: F401 the views of the cards that are edited enter their registry
from bot.commands.common import plain_errors, ready_engine, settings_without_token, username_or_exit
from bot.storage.house import build_house
from bot.timing.clock import BusinessClock, stored_offset
from models.session import JobSession
from services.audit import seal
from services.outbox import Outbox
from services.recompute import Recount, Shift, recompute_clocks
from services.work import Work


@click.group()
def clocks() -> None:
    """Count the limits of running matters anew."""


@clocks.command("recompute")
@click.option("--dry-run", is_flag=True, help="Say what would move, and change nothing.")
def recompute(dry_run: bool) -> None:
    """Give every running clock the end that today's policy and calendar say; stop the bot before."""
    settings = settings_without_token()
    with ready_engine(settings) as engine, plain_errors():
        house = build_house(settings, engine, 0, username_or_exit(engine, settings))
        clock = BusinessClock()
        with JobSession(engine) as session:
            clock.move_to(stored_offset(session))
            recount = recompute_clocks(Work(session, clock.now(), house, Outbox(session, clock.real_now())))
            if dry_run:
                session.rollback()
            else:
                seal(session)
                session.commit()
    for line in lines_of(recount, clock.now(), house.zone, is_done=not dry_run):
        click.echo(line)


def lines_of(recount: Recount, now: datetime, zone: ZoneInfo, *, is_done: bool) -> list[str]:
    """Say which clocks move, from when to when, then how many and how far."""
    moved = [f"{each.number}\t{each.kind}\t{_local(each.old, zone)} -> {_local(each.new, zone)}"
             for each in recount.shifts]
    later = [each for each in recount.shifts if each.new > each.old]
    earlier = [each for each in recount.shifts if each.new < each.old]
    late = sum(each.new < now <= each.old for each in earlier)
    verb = "moved" if is_done else "would move"
    return [*moved, f"{recount.running} clocks run; {len(recount.shifts)} {verb}: {len(later)} later{_range(later)}, "
                    f"{len(earlier)} earlier{_range(earlier)}; {late} overdue by that"]


def _local(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"


def _range(shifts: Sequence[Shift]) -> str:
    if not shifts:
        return ""
    ways = sorted(abs(each.new - each.old) for each in shifts)
    least, most = _span(ways[0]), _span(ways[-1])
    return f" (by {least})" if least == most else f" (by {least} to {most})"


def _span(way: timedelta) -> str:
    hours = way.seconds // 3600
    return f"{way.days} d {hours} h" if way.days and hours else f"{way.days} d" if way.days else f"{hours} h"
