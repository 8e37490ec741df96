"""What the variables of canned replies stand for."""

from datetime import timedelta

from models.matter import Matter
from models.policy import ClockKind
from services.clocks import running
from services.facts import category_of, owner_of
from services.routing import place_names
from services.seats import seat_name
from services.work import Work
from texts.canned import NearFuture, NoCategory, OnDay, PlaceToldOf, ResidentUnnamed
from texts.catalog import DEFAULT, Catalog
from texts.message import Day, Names, Text


def values_for(work: Work, matter: Matter) -> dict[str, str]:
    """Return what the variables stand for, as the resident will read it."""
    today, owner, category = work.house.calendar.local_date(work.now), owner_of(work, matter), category_of(work, matter)
    place = "".join(part for part in (*place_names(work, matter), matter.place) if part)
    values: dict[str, str | Text | Names] = {
        "number": matter.number or "", "place": place or PlaceToldOf(), "date": OnDay(Day(today)),
        "resident": matter.author_name if matter.author_name and not matter.anonymous else ResidentUnnamed(),
        "deadline": _deadline(work, matter), "deputy": seat_name(owner) if owner else "",
        "category": Names(category.name.in_language("zh-Hans"), category.name.in_language("en"))
        if category else NoCategory(),
    }
    catalog = Catalog(work.house.zone, lambda: work.now)
    return {name: value if isinstance(value, str) else catalog.word(value, DEFAULT, plain=True)
            for name, value in values.items()}


def _deadline(work: Work, matter: Matter) -> Text:
    clock = next(iter(running(work, matter, ClockKind.RESOLVE)), None)
    if clock is None or clock.ends_at <= work.now:
        return NearFuture()
    return OnDay(Day(work.house.calendar.local_date(clock.ends_at - timedelta(microseconds=1))))
