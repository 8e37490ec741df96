"""How choosing the main matter looks: what is near, what was merged already, and the last question."""

from models.lifecycle import Status
from models.matter import Matter
from models.places import Point, metres_between
from services.facts import category_name
from services.follow import public_place
from services.merge_part import numbers_in
from services.merged import merged_in
from services.merging import candidates
from services.similar import Found
from services.work import Work
from texts.merging import (
    AskMerge,
    Away,
    Candidate,
    ChooseMain,
    DropMerge,
    DropMergePress,
    MainItem,
    MergedAlready,
    MergeIntoPress,
    NobodyNear,
    ReallyMerge,
    ReallyMergePress,
    UnmergeOne,
    UnmergePress,
)
from texts.message import Text, term
from texts.near import distance
from texts.screen import Button, Rows, Screen, grid, row
from texts.start import age


def choose_main_screen(work: Work, matter: Matter) -> Screen:
    """Offer the open matters near by; a number may be typed instead."""
    found, numbers = candidates(work, matter), numbers_in(work, matter)
    items = tuple(item_of(work, each) for each in found) or (NobodyNear(),)
    merged = MergedAlready("、".join(numbers)) if numbers else None
    into = [Button(Candidate(each.matter.number or ""), MergeIntoPress(matter.id, each.matter.id)) for each in found]
    undo = [Button(UnmergeOne(each.number or ""), UnmergePress(each.id, each.revision))
            for each in merged_in(work, matter)]
    return Screen(ChooseMain(matter.number or "", items, merged),
                  (*_pairs(into), *((button,) for button in undo), drop_row(matter)))


def ask_merge_screen(work: Work, matter: Matter, main: Matter) -> Screen:
    """Say what merging means, and ask once more."""
    text = AskMerge(matter.number or "", item_of(work, Found(main, _metres(matter, main))))
    yes = Button(ReallyMerge(), ReallyMergePress(matter.id, main.id, matter.revision))
    return Screen(text, (row(yes), drop_row(matter)))


def drop_row(matter: Matter) -> tuple[Button, ...]:
    """Return [取消]."""
    return row(Button(DropMerge(), DropMergePress(matter.id)))


def item_of(work: Work, found: Found) -> Text:
    """Return a line for a matter: number, category, place, state, age, distance."""
    matter = found.matter
    return MainItem(matter.number or "", category_name(work, matter), public_place(work, matter),
                    term(Status(matter.status)), age(matter.submitted_at, work.now),
                    None if found.metres is None else Away(distance(found.metres)))


def _metres(matter: Matter, main: Matter) -> float | None:
    if matter.lat is None or matter.lon is None or main.lat is None or main.lon is None:
        return None
    return metres_between(Point(matter.lat, matter.lon), Point(main.lat, main.lon))


def _pairs(buttons: list[Button]) -> Rows:
    return grid(buttons)
