"""Every press with plausible and hostile values, pressed by one person; what came of each."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from itertools import product
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.features import FEATURES
from models.canned import CannedRow
from models.matter import Matter
from models.organisation import Seat
from tests.harness import Group, Town, Who
from tests.security.people import SECRET, Scene
from tests.telegram import Toast
from texts.export import AskExportPress
from texts.leave import LeavePress
from texts.near import MeTooPress
from texts.people import UnbindPress
from texts.press import Press
from texts.privacy import EraseNowPress
from texts.start import JoinPress

UNKNOWN = 999_999
"""A message that the bot never sent."""
TOO_MANY = 4
LAST: tuple[type[Press], ...] = (MeTooPress, LeavePress, JoinPress, AskExportPress, UnbindPress, EraseNowPress)
"""What gives or takes rights is pressed in the end."""

MARKED = {
    "on": ("2026-12-01",), "result": ("D",), "how": ("tell", "ask"), "shelf": ("open",),
    "kind": ("inbox", "u", "update", "extension"),
    "flag": ("hard", "urgent"), "where": ("12345",), "state": ("open",), "name": ("week",), "form": ("xlsx",),
    "what": ("street", "anonymous", "category"), "part": ("words", "category"), "turn": ("pause",),
    "audience": ("district", "street"), "scope": ("district", "street"), "notice": ("matters",), "language": ("en",),
    "rating": ("satisfied",), "answer": ("broken", "fine"), "body": ("swj",), "street": ("440306018",),
    "community": ("440306018001",), "constituency": ("xixiang-2",), "category": ("streetlight",), "role": ("deputy",),
    "code": ("streetlight", "440306018"), "token": ("a" * 22,), "branch": ("440306018", ""),
    "group": ("env",), "question": ("since",), "option": ("1",), "payload": ("s_xixiang", "dp_zhang-wei"),
    "lat": (226066,), "lon": (1138522,), "metres": (500,), "page": (0,), "id": (1,), "matters": (10,),
}
EVIL_WORDS = ("' OR 1=1 --", "../../etc", "\u202e\u200b😀<b>")
EVIL_NUMBERS = (-1, 10**15 - 1)


@dataclass
class Outcome:
    """What pressing did: tables changed by it, and whether anything but a refusal was shown."""

    changed: set[str] = field(default_factory=set)
    shown: bool = False

    @property
    def sign(self) -> str:
        """Return ``acts``, ``sees`` or nothing."""
        return "acts" if self.changed else "sees" if self.shown else ""


class Walk:
    """One person's walk over all presses."""

    def __init__(self, town: Town, scene: Scene, role: str) -> None:
        self.town, self.scene, self.role = town, scene, role
        self.who: Who = scene.people[role]
        self.outcomes: dict[str, Outcome] = {}
        self.revisions: dict[int, int] = {}
        self.mark = 0
        self.mute: list[str] = []
        """Presses that were answered with nothing at all."""

    async def all(self) -> None:
        """Press everything the program answers, in the order of its forms."""
        await self._start()
        presses = [press for feature in FEATURES for press in feature.presses]
        for kind in sorted(presses, key=lambda press: LAST.index(press) if press in LAST else -1):
            await self._try(kind)

    async def _start(self) -> None:
        seats = await self.town.read(lambda session: session.execute(sa.select(Seat.key, Seat.id)).all())
        await self._changes()
        self.seats = dict(map(tuple, seats))
        canned = await self.town.read(lambda session: session.scalars(sa.select(CannedRow.code)).all())
        self.codes = (*canned, *MARKED["code"])

    async def _try(self, kind: type[Press]) -> None:
        outcome = self.outcomes[kind.verb] = Outcome()
        chat = self.scene.chat_of(self.role)
        self.revisions = await self.town.read(_revisions)
        keys = {self.town.forge(self.who, press, UNKNOWN, chat=chat): press for press in self._data(kind)}
        await self.town.settle()
        outcome.changed |= await self._changes()
        toasts = [self.town.telegram.toasts.get(key) for key in keys]
        self.mute += [data for key, data in keys.items() if self.town.telegram.toasts.get(key) is None]
        outcome.shown = not all(map(is_refusal, toasts))
        if outcome.shown:
            await self._go_on(outcome)

    async def _go_on(self, outcome: Outcome) -> None:
        """Write what a form may ask for: an effect that comes with the words is the press's effect."""
        if not await self.town.read(lambda session: session.scalar(sa.text(
                "SELECT 1 FROM dialog WHERE user_id = :who AND step NOT IN ('', 'report')"), {"who": self.who.id})):
            return
        await self.town.message(self.who, "已到现场看过，下周处理", chat=self.scene.chat_of(self.role))
        outcome.changed |= {f"{table}*" for table in await self._changes()}

    async def _changes(self) -> set[str]:
        """Return the tables changed since the last look."""
        query = sa.text("SELECT id, subject FROM change WHERE id > :mark")
        rows = await self.town.read(lambda session: session.execute(query, {"mark": self.mark}).all())
        self.mark = max([self.mark, *(row.id for row in rows)])
        return {row.subject for row in rows} - {"inbox"}

    # -- values -----------------------------------------------------------------------------------------------------

    def _data(self, kind: type[Press]) -> Iterator[str]:
        """Give plausible presses of a kind, then hostile ones and broken ones."""
        names = [(each.name, each.type) for each in fields(cast(Any, kind))]
        matters = not {"matter_id", "draft_id"}.isdisjoint(dict(names))
        turned = product(*(self._values(name) for name, _ in reversed(names)))  # the first field varies fastest
        for count, values in enumerate(each[::-1] for each in turned):
            if count < (len(self.scene.matters) if matters else TOO_MANY):
                yield from _packed(kind, self._with_revision(dict(zip(dict(names), values, strict=True))))
        has_words = str in dict(names).values()
        for evil in range(len(EVIL_WORDS) if has_words else len(EVIL_NUMBERS) if names else 0):
            number = EVIL_NUMBERS[evil] if evil < len(EVIL_NUMBERS) else 1
            yield from _packed(kind, {name: EVIL_WORDS[evil] if what is str else number for name, what in names})
        broken = (":x:y:z:w:v", ":" * (len(names) + 1), ":" + "9" * 50)
        yield kind.verb + broken[len(kind.verb) % 3]

    def _with_revision(self, values: dict[str, Any]) -> dict[str, Any]:
        if "revision" in values:
            values["revision"] = self.revisions.get(values.get("matter_id", 0), 1)
        return values

    def _values(self, name: str) -> tuple[Any, ...]:
        match name:
            case "matter_id" | "main_id" | "draft_id":
                return tuple(self.scene.matters.values())
            case "seat_id" | "to_id":
                return tuple(self.seats[key] for key in ("zhang-wei", "chen-jing", "contact-swj"))
            case "dispatch_id" | "promise_id":
                return (1, 2, 3)
            case "revision":
                return (1,)
        if name == "code":
            return self.codes
        if name in MARKED:
            return MARKED[name]
        return (1, 2) if name.endswith("_id") else (True, False)


def _revisions(session: Session) -> dict[int, int]:
    """Return every matter's revision: what was pressed before moved some on."""
    return dict(map(tuple, session.execute(sa.select(Matter.id, Matter.revision))))


def _packed(kind: type[Press], values: dict[str, Any]) -> Iterator[str]:
    try:
        yield kind(**values).pack()
    except ValueError:
        return


def is_refusal(toast: Toast | None) -> bool:
    """Tell whether the answer is an alert: a refusal, or that the button is old."""
    return toast is None or toast.is_alert


def leaked(town: Town, chat: Who | Group) -> bool:
    """Tell whether a chat was shown what only the matter's people may read."""
    return any(SECRET in sent.text for sent in town.sent_to(chat))
