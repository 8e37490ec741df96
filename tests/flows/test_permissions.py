"""Every button of staff, pressed by everyone: only who may, may; a forged press changes nothing."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from models.matter import Matter
from models.organisation import Seat
from services.work import Work
from tests.flows.deputies import HOME, claimed, file_matter, forged, matter_of, seated_as, town_of
from tests.harness import Town, Who
from tests.telegram import Toast
from texts.answer import (
    AnswerPress,
    CancelPress,
    ClassPress,
    ClosePress,
    DayPress,
    EditPress,
    NoPhotoPress,
    RespondPress,
    SendPress,
)
from texts.card_presses import CardPress, FullPress, HistoryPress, OpenPress
from texts.catalog import load
from texts.deputy import AskPress, ClaimPress, NotePress, NotMinePress, PublishPress, ReleasePress, SendAsPress
from texts.merging import MergePress, ReallyMergePress, UnmergePress
from texts.office_presses import (
    AssignAnyPress,
    AssignConstituencyPress,
    AssignPress,
    AssignStreetPress,
    AssignToPress,
    PlaceAtPress,
    PlacePress,
    PlaceStreetPress,
    TakeOverPress,
    UpholdPress,
)
from texts.press import Press

ELSEWHERE = "shiyan-4"
XIXIANG, GUSHU = "440306018", "440306018001"
Make = Callable[[int, int, int], Press]
"""Makes a press from a matter's id and revision and 张伟's seat."""

DISPATCH = {"officer", "head", "street", "office"}
READ = DISPATCH | {"zhang", "chen"}
WAITING: dict[str, tuple[Make, set[str]]] = {
    "claim": (lambda matter, rev, seat: ClaimPress(matter, rev), {"zhang", "chen"}),
    "not mine": (lambda matter, rev, seat: NotMinePress(matter), {"zhang", "chen"}),
    "assign": (lambda matter, rev, seat: AssignPress(matter, 0), DISPATCH),
    "assign anywhere": (lambda matter, rev, seat: AssignAnyPress(matter, 0), DISPATCH),
    "assign in street": (lambda matter, rev, seat: AssignStreetPress(matter, XIXIANG, 0), DISPATCH),
    "assign in constituency": (lambda matter, rev, seat: AssignConstituencyPress(matter, HOME, 0), DISPATCH),
    "assign to": (lambda matter, rev, seat: AssignToPress(matter, seat, rev), DISPATCH),
    "place": (lambda matter, rev, seat: PlacePress(matter, 0), DISPATCH),
    "place in street": (lambda matter, rev, seat: PlaceStreetPress(matter, XIXIANG, 0), DISPATCH),
    "place at": (lambda matter, rev, seat: PlaceAtPress(matter, GUSHU, rev), DISPATCH),
    "take over": (lambda matter, rev, seat: TakeOverPress(matter), {"officer"}),
    "read words": (lambda matter, rev, seat: FullPress(matter, 0), READ),
    "read history": (lambda matter, rev, seat: HistoryPress(matter, 0), READ),
    "read card": (lambda matter, rev, seat: CardPress(matter), READ),
    "merge": (lambda matter, rev, seat: MergePress(matter), {"street", "office"}),
    "open card": (lambda matter, rev, seat: OpenPress(matter), READ),
}
OWNED: dict[str, tuple[Make, set[str]]] = {
    "release": (lambda matter, rev, seat: ReleasePress(matter, rev), {"zhang"}),
    "publish": (lambda matter, rev, seat: PublishPress(matter, rev), {"zhang"}),
    "ask": (lambda matter, rev, seat: AskPress(matter), {"zhang"}),
    "note": (lambda matter, rev, seat: NotePress(matter), {"zhang"}),
    "answer": (lambda matter, rev, seat: AnswerPress(matter), {"zhang"}),
    "close": (lambda matter, rev, seat: ClosePress(matter, rev), set()),
    "no photo": (lambda matter, rev, seat: NoPhotoPress(matter), set()),
    "send as": (lambda matter, rev, seat: SendAsPress(matter, "tell"), set()),
    "respond": (lambda matter, rev, seat: RespondPress(matter), set()),
    "class": (lambda matter, rev, seat: ClassPress(matter, "A"), set()),
    "day": (lambda matter, rev, seat: DayPress(matter, "2026-12-01"), set()),
    "send": (lambda matter, rev, seat: SendPress(matter, rev), set()),
    "edit": (lambda matter, rev, seat: EditPress(matter), set()),
    "cancel": (lambda matter, rev, seat: CancelPress(matter), set()),
    "claim again": (lambda matter, rev, seat: ClaimPress(matter, rev), {"zhang"}),
    "merge": (lambda matter, rev, seat: MergePress(matter), {"zhang", "street", "office"}),
    "merge into itself": (lambda matter, rev, seat: ReallyMergePress(matter, matter, rev), set()),
    "unmerge": (lambda matter, rev, seat: UnmergePress(matter, rev), set()),
    "uphold": (lambda matter, rev, seat: UpholdPress(matter, rev), {"office", "street"}),
}


@dataclass(frozen=True)
class Cast:
    """Everybody who might press."""

    people: dict[str, Who]

    def others(self, allowed: set[str]) -> dict[str, Who]:
        """Return those who may not."""
        return {name: who for name, who in self.people.items() if name not in allowed}


async def gather(town: Town) -> Cast:
    people = {"author": town.person("李梅"), "stranger": town.person("王强"), "zhang": await town.seated("zhang-wei"),
              "chen": await town.seated("chen-jing"), "body": await town.seated("contact-swj")}
    for role in ("officer", "head", "street", "office"):
        people[role] = await seated_as(town, role)
    for role in ("deputy", "officer", "head", "street"):
        people[f"{role} elsewhere"] = await seated_as(town, role, ELSEWHERE)
    return Cast(people)


def is_refused(toast: Toast) -> bool:
    """Tell whether the answer is a refusal or says that the button is old."""
    wordings = [words for key, words in load("zh-Hans").items() if key.startswith(("refusal.", "engine.stale"))]
    patterns = (re.sub(r"\\{\w+\\}", ".*", re.escape(words)) for words in wordings)
    return any(re.fullmatch(pattern, toast.text or "", re.DOTALL) for pattern in patterns)


def state_of(matter: Matter) -> tuple[object, ...]:
    return (matter.status, matter.claimed_by, matter.published, matter.taken_over, matter.upheld,
            matter.community_code, matter.result_class, matter.revision)


@pytest.mark.parametrize("name", WAITING)
async def test_a_waiting_matter_obeys_only_who_may(tmp_path: Path, name: str) -> None:
    async with town_of(tmp_path) as town:
        cast = await gather(town)
        matter_id = await file_matter(town, cast.people["author"], urgent=True)
        make, allowed = WAITING[name]

        await refuse_all_others(town, cast, matter_id, make, allowed)

        for who in sorted(allowed)[:1]:
            assert not is_refused(await press(town, cast.people[who], matter_id, make)), who


@pytest.mark.parametrize("name", OWNED)
async def test_an_owned_matter_obeys_only_who_may(tmp_path: Path, name: str) -> None:
    async with town_of(tmp_path) as town:
        cast = await gather(town)
        matter_id = await claimed(town, cast.people["author"], cast.people["zhang"])
        if name == "uphold":
            await town.work(lambda work: dispute_twice(work, matter_id))
        make, allowed = OWNED[name]

        await refuse_all_others(town, cast, matter_id, make, allowed)

        for who in sorted(allowed)[:1]:
            assert not is_refused(await press(town, cast.people[who], matter_id, make)), who


async def test_a_draft_is_nobodys_business(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        cast = await gather(town)
        await town.message(cast.people["author"], "路灯坏了，还没写完")

        for name, (make, _) in (WAITING | OWNED).items():
            for who in ("chen", "officer", "office"):
                assert is_refused(await press(town, cast.people[who], 1, make)), (name, who)


async def test_private_forms_do_not_open_in_a_group(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        cast = await gather(town)
        matter_id = await claimed(town, cast.people["author"], cast.people["zhang"])
        group = town.group("代表群")

        for name in ("answer", "ask", "note", "release", "publish"):
            data = OWNED[name][0](matter_id, 1, 0).pack()
            toast = await forged(town, cast.people["zhang"], data, chat=group)
            assert "已过期" in (toast.text or ""), name
        assert town.sent_to(group) == []


async def refuse_all_others(town: Town, cast: Cast, matter_id: int, make: Make, allowed: set[str]) -> None:
    """Press as everyone who may not; nothing changes and the resident hears nothing."""
    before, heard = state_of(await matter_of(town, matter_id)), len(town.sent_to(cast.people["author"]))
    for name, who in cast.others(allowed).items():
        toast = await press(town, who, matter_id, make)
        assert is_refused(toast), (name, toast)
        assert state_of(await matter_of(town, matter_id)) == before, name
    assert len(town.sent_to(cast.people["author"])) == heard


async def press(town: Town, who: Who, matter_id: int, make: Make) -> Toast:
    revision = (await matter_of(town, matter_id)).revision
    seat = await town.read(lambda session: session.scalars(select(Seat.id).where(Seat.key == "zhang-wei")).one())
    return await forged(town, who, make(matter_id, revision, seat).pack())


def dispute_twice(work: Work, matter_id: int) -> None:
    work.session.get_one(Matter, matter_id).disputes = 2
