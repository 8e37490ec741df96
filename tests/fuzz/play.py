"""Plays generated updates through the real engine and looks what must never happen."""

import re
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from handlers.incoming import ANONYMOUS
from models.mail import Due, InboxUpdate, Letter, LetterState, UpdateState
from tests.fuzz.updates import Chooser, Raw
from tests.harness import Town
from tests.security.people import NEIGHBOURS, Scene, copy_of
from tests.security.rights import rights
from texts.press import PRESSES

ROUND = 5_000
"""Updates in one town; then a fresh one, so that there is always something left to break."""
BATCH = 50
FIRST = 2_000_000
REMEMBERED = 400
RESIDENTS = {"author", "stranger", "neighbour", "follower", "muted"}
DEPUTIES = {"owner", "fellow", "far_deputy"}
BODIES = {"body", "other_body"}
STAFF = {"officer", "far_officer", "head", "street", "far_street", "office"}
CLASSES = (RESIDENTS, DEPUTIES, BODIES, STAFF)
STAFF_ONLY = {"seat", "broadcast", "canned_reply", "absence", "export", "search", "station", "constituency", "body",
              "community", "street"}
"""Tables that no resident's press changes, whatever it says."""
TAG = re.compile(r"<(/?(?:b|i|u|s|code|blockquote(?: expandable)?))>")
STRAY = re.compile(r"&(?!amp;|lt;|gt;|quot;|#\d+;)")
SERVICE = ("new_chat_", "left_chat_", "pinned_", "group_chat_", "forum_topic_")


@dataclass
class Report:
    """What was played and what went wrong."""

    seed: int
    kinds: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0


async def play(scene: Scene, folder: Path, updates: int, seed: int) -> Report:
    """Play so many updates, round by round."""
    report, began = Report(seed), time.perf_counter()
    for start in range(0, updates, ROUND):
        count = min(ROUND, updates - start)
        async with copy_of(scene, folder / str(start), is_strict=False) as town:
            await Round(town, scene, Random(seed * 1_000_003 + start), report).play(count)
    report.seconds = time.perf_counter() - began
    return report


class Round:
    """Some thousand updates in one town."""

    def __init__(self, town: Town, scene: Scene, random: Random, report: Report) -> None:
        self.town, self.report = town, report
        self.roles = {who.id: role for role, who in scene.people.items() if role not in ("anonymous", "in_group")}
        self.rights = rights()
        groups = [NEIGHBOURS.id, -100300]
        self.chooser = Chooser(random, [*self.roles, 900_001, 900_002], groups, top=len(scene.matters) + 3)
        self.number = FIRST
        self.known: set[str] = set()

    async def play(self, count: int) -> None:
        """Play batch by batch; what is wrong is noted, not raised."""
        for start in range(0, count, BATCH):
            batch = [self._draw() for _ in range(min(BATCH, count - start))]
            try:
                await self._batch(batch)
            except Exception as error:
                self._fault("crash", f"{type(error).__name__}: {error}", batch)
                return

    def _draw(self) -> Raw:
        self.number += 1
        kind, raw = self.chooser.update(self.number)
        self.report.kinds[kind] += 1
        return raw

    async def _batch(self, batch: list[Raw]) -> None:
        telegram = self.town.telegram
        mark, calls, sent = await self._mark(), len(telegram.calls), len(telegram.sent)
        telegram.updates += batch
        while await self.town._fetched():
            await self.town.lanes.idle()
        await self._judge_effects(mark, batch)
        await self.town.settle()
        await self._judge_fates(batch)
        self._judge_answers(batch, {call.params.get("chat_id") for call in telegram.calls[calls:]})
        self._judge_markup([each.html for each in telegram.sent[sent:]])
        shown = [(each.chat_id, each.message_id, button.data) for each in telegram.sent[sent:]
                 for button in each.buttons if button.data]
        self.chooser.seen = (self.chooser.seen + shown)[-REMEMBERED:]

    # -- what must never happen -------------------------------------------------------------------------------------

    async def _judge_fates(self, batch: list[Raw]) -> None:
        for fault in await self.town.read(_faults):
            if fault not in self.known:
                self.known.add(fault)
                self._fault("failed", fault, [])
        if len(self.town.lanes):
            self._fault("stuck lane", str(len(self.town.lanes)), batch)

    def _judge_answers(self, batch: list[Raw], reached: set[Any]) -> None:
        reached |= {raw["my_chat_member"]["chat"]["id"] for raw in batch if "my_chat_member" in raw}  # may have left
        for raw in batch:
            if "callback_query" in raw and "message" in raw["callback_query"]:
                self._judge_press(raw)
            elif "message" in raw and _awaits_answer(raw["message"]):
                is_answered = raw["message"]["chat"]["id"] in reached
                self.report.outcomes["answered" if is_answered else "unanswered"] += 1
                if not is_answered:
                    self._fault("unanswered chat", str(raw), [])
            else:
                self.report.outcomes["taken silently"] += 1

    def _judge_markup(self, screens: list[str]) -> None:
        for html in screens:
            tags = Counter(TAG.findall(html))
            is_whole = all(tags[tag] == tags["/" + tag.partition(" ")[0]] for tag in tags if not tag.startswith("/"))
            if "<" in TAG.sub("", html) or STRAY.search(html) or not is_whole:
                self._fault("broken markup", html, [])

    def _judge_press(self, raw: Raw) -> None:
        toast = self.town.telegram.toasts.get(raw["callback_query"]["id"])
        if toast is None:
            self._fault("unanswered press", str(raw), [])
        else:
            self.report.outcomes["press refused" if toast.is_alert else "press taken"] += 1

    async def _judge_effects(self, mark: int, batch: list[Raw]) -> None:
        by_number, changed = {raw["update_id"]: raw for raw in batch}, Counter[tuple[int, str]]()
        number = 0
        for subject, row in await self.town.read(lambda session: _changes(session, mark)):
            if subject == "inbox":
                number = row
            else:
                changed[number, subject] += 1
        for number, table in changed:
            if number in by_number and self._is_forbidden(by_number[number], table):
                self._fault("forbidden effect", f"{table} by {by_number[number]}", [])

    def _is_forbidden(self, raw: Raw, table: str) -> bool:
        part = raw.get("callback_query") or raw.get("message") or {}
        role = self.roles.get(part.get("from", {}).get("id", 0))
        if role is None or role in RESIDENTS:
            return table in STAFF_ONLY and (table != "seat" or role is None)
        verb = part.get("data", "").partition(":")[0]
        acts, _ = self.rights.get(verb, (set(), set()))
        mine = next(group for group in CLASSES if role in group)
        return bool(acts) and table != "person" and verb in PRESSES and acts.isdisjoint(mine | RESIDENTS)

    def _fault(self, kind: str, words: str, batch: list[Raw]) -> None:
        self.report.outcomes[kind] += 1
        self.report.faults.append(f"{kind}: {words[:600]}{f' among {batch}'[:200] if batch else ''}")

    async def _mark(self) -> int:
        return await self.town.read(lambda session: session.scalar(sa.text("SELECT max(id) FROM change"))) or 0


def _changes(session: Session, mark: int) -> list[Any]:
    query = sa.text("SELECT subject, row FROM change WHERE id > :mark ORDER BY job, id")
    return list(session.execute(query, {"mark": mark}).all())


def _faults(session: Session) -> list[str]:
    ours = InboxUpdate.update_id > FIRST
    failed = sa.select(InboxUpdate).where(ours, sa.or_(InboxUpdate.error.is_not(None),
                                                       InboxUpdate.state != UpdateState.DONE))
    updates = [f"{row.error} {row.body}" for row in session.scalars(failed.limit(20))]
    due = session.scalars(sa.select(Due.error).where(Due.error.is_not(None)))
    letters = session.scalars(sa.select(Letter.error).where(Letter.state == LetterState.DEAD))
    return [*updates, *map(str, due), *map(str, letters)]


def _awaits_answer(message: Raw) -> bool:
    """Tell whether a person wrote into the own chat with us."""
    person = message.get("from", {}).get("id")
    is_service = any(key.startswith(SERVICE) for key in message)
    is_part = "media_group_id" in message
    return person == message["chat"]["id"] and person not in ANONYMOUS and not is_service and not is_part
