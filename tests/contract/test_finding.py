"""What a search finds is what a filter of all matters lets through, whichever list leads, on every database."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

from bot.storage.databases import make_engine
from models.bigrams import grams_of, plain
from models.criteria import OPEN as OPEN_STATES
from models.criteria import Criteria
from models.lifecycle import OPEN, Status
from models.matter import Matter
from models.numbers import number_of
from models.organisation import Community, Constituency, Seat
from models.organisation_plan import Role
from models.person import Person
from models.search import SearchGram, SearchText
from models.session import JobSession
from services.finding import COUNTED, find_ids
from services.outbox import Outbox
from services.seats import reads
from services.work import Work
from tests.databases import settle_organisation
from tests.harness import default_plan, default_policy, make_house

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
HOUSE = make_house(default_plan(), default_policy())
MATTERS = 2600
HOME, ELSEWHERE = "xixiang-2", "shiyan-4"
STREETS = ("440306018", "440306019")
LAMPS = "灯一灯二灯三灯四灯五灯六灯七灯八灯九灯十"
"""Ten pairs begin with one character: of so many matters enough for a common one."""
PARTS = ((LAMPS, 0.9), ("井盖松动", 0.3), ("LED路牌100%歪了", 0.05), ("电梯停了", 0.5), ("下水道_堵", 0.01))
WORDS = ("灯", "灯 栋", "井", "梯", "盖 梯", "堵", "灯一", "井盖", "电梯", "led", "0%", "道_", "松动 电梯", "井盖松",
         "路牌100 灯", "没有的", "灯一灯二", "261122-", "ba-261121-0007 灯", "261120- 井盖", "")


def _rows(draw: Random, communities: Sequence[Community], deputies: Sequence[int]) -> Iterator[dict[str, Any]]:
    """Yield matters, most of one constituency, some without a place, some of a deputy from elsewhere, some drafts."""
    for number in range(1, MATTERS + 1):
        at = NOW - timedelta(hours=(MATTERS - number) // 20)
        where = draw.choice(communities)
        status = draw.choice([*Status])
        is_draft, is_placed = status == Status.DRAFT, draw.random() < 0.95
        yield {
            "id": number, "status": status, "created_at": at, "submitted_at": None if is_draft else at, "author_id": 1,
            "number": None if is_draft else number_of("BA", HOUSE.calendar.local_date(at), number),
            "words": "。".join(part for part, share in PARTS if draw.random() < share),
            "place": f"{draw.randint(1, 9)}栋", "form": {"street": draw.choice([None, *STREETS])},
            "community_code": where.code if is_placed and draw.random() < 0.8 else None,
            "constituency_code": where.constituency_code if is_placed else None,
            "claimed_by": draw.choice([None, *deputies]), "handle": "0000", "revision": 0,
        }


def _fill(session: JobSession) -> list[Seat]:
    """Write the matters and their index; return seats of every role that looks."""
    communities = session.scalars(select(Community).order_by(Community.code)).all()
    home = [each for each in communities if each.constituency_code == HOME]
    near = [each for each in communities if each.street_code in STREETS]
    by_role: dict[str, list[Seat]] = {}
    for seat in session.scalars(select(Seat).order_by(Seat.id)):
        by_role.setdefault(seat.role, []).append(seat)
    deputies = [seat for seat in by_role[Role.DEPUTY] if seat.scope in (HOME, ELSEWHERE)]
    session.add(Person(id=1, telegram_id=1, name="李梅", created_at=NOW))
    session.flush()
    rows = list(_rows(Random(1), [*home * 8, *near, *communities], [seat.id for seat in deputies]))
    session.execute(insert(Matter), rows)
    texts = {row["id"]: plain(f"{row['words']} {row['place']}") for row in rows if row["number"]}
    session.execute(insert(SearchText), [{"matter_id": key, "words": words} for key, words in texts.items()])
    session.execute(insert(SearchGram), [{"gram": gram, "matter_id": key}
                                         for key, words in texts.items() for gram in grams_of(words)])
    session.flush()
    home_row = session.get_one(Constituency, HOME)
    local = [next(seat for seat in by_role[role] if seat.scope == scope) for role, scope in (
        (Role.STREET, home_row.street_code), (Role.OFFICER, home_row.station_code), (Role.HEAD, home_row.station_code))]
    return [*deputies, *local, by_role[Role.OFFICE][0]]


def _fits(matter: Matter, seat: Seat, criteria: Criteria, streets: dict[str, str]) -> bool:
    words, day = plain(f"{matter.words} {matter.place}"), HOUSE.calendar.local_date(matter.submitted_at or NOW)
    placed = matter.community_code or matter.constituency_code
    street = streets[placed] if placed else matter.form["street"]
    states = OPEN if criteria.state == OPEN_STATES else {criteria.state or matter.status}
    owner = seat.id if criteria.mine else criteria.owner
    return all((
        all(_has(words, matter.number or "", term) for term in plain(criteria.words).split()),
        criteria.place in ("", matter.community_code, street), matter.status in states,
        criteria.since is None or criteria.since <= day, criteria.until is None or day <= criteria.until,
        not owner or matter.claimed_by == owner,
    ))


def _has(words: str, number: str, term: str) -> bool:
    is_number = term.startswith(("26", "ba-"))
    return number.startswith(f"BA-{term.removeprefix('ba-')}") if is_number else term in words


DAYS = st.none() | st.dates(date(2026, 11, 16), date(2026, 11, 23))
CRITERIA = {"words": st.sampled_from(WORDS), "place": st.sampled_from(["", "", STREETS[0]]),
            "state": st.sampled_from(["", "", OPEN_STATES, Status.CLAIMED]), "since": st.none() | DAYS,
            "until": st.none() | DAYS, "mine": st.booleans(), "owner": st.integers(0, 3)}


def test_a_search_finds_what_a_filter_of_all_matters_lets_through(database_url: str) -> None:
    settle_organisation(database_url, default_plan())
    engine = make_engine(database_url)
    with JobSession(engine) as session, session.begin():
        seats = _fill(session)
        work = Work(session, NOW, HOUSE, Outbox(session, NOW))
        matters = session.scalars(select(Matter).where(Matter.number.is_not(None)).order_by(Matter.id.desc())).all()
        readable = {seat.id: [each for each in matters if reads(work, seat, each)] for seat in seats}
        streets = {row.code: row.street_code for kind in (Community, Constituency)
                   for row in session.scalars(select(kind))}

        @settings(max_examples=150)
        @given(place=st.integers(0, len(seats) - 1), drawn=st.fixed_dictionaries({}, optional=CRITERIA))
        def agree(place: int, drawn: dict[str, Any]) -> None:
            seat, owner = seats[place], drawn.get("owner", 0)
            criteria = Criteria(**drawn | {"owner": owner and seats[owner - 1].id,
                                           "mine": drawn.get("mine", False) and seat.role == Role.DEPUTY})

            expected = [each.id for each in readable[seat.id] if _fits(each, seat, criteria, streets)]

            assert find_ids(work, seat, criteria) == expected[:COUNTED + 1]

        agree()
    engine.dispose()
