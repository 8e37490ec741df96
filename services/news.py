"""Telling residents what is new in what they follow: public facts alone, as their groups read them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from models.lifecycle import Status
from models.mail import Due, Lane
from models.matter import Matter
from models.organisation import Community, Constituency
from models.person import Person
from models.prepared import Prepared
from models.subscription import Followed, Subscription
from services.due import due, plan
from services.facts import category_of
from services.outbox import Address
from services.rhythm import plan_news
from services.routing import place_names, street_code_of
from services.tell import is_reachable
from services.work import Work
from texts import subscription as say
from texts.group import NoPlace, Place
from texts.message import Names, Term, Text
from texts.screen import Screen

LISTED = 15
"""Matters in one list of the digest."""
GONE = (Status.DRAFT, Status.WITHDRAWN, Status.REJECTED, Status.MERGED)
FILED, CLOSED = "filed", "closed"
_anybody = Prepared(select(Subscription.id).where(Subscription.instant).limit(1))


# -- at once --------------------------------------------------------------------------


def spread(work: Work, matter: Matter, what: str) -> None:
    """Plan to tell those who follow at once that a matter was filed or closed; at night in the morning."""
    if _anybody.scalar(work.session) is None:
        return
    at = work.now if matter.urgent else work.house.quiet.release(work.now, "card")
    key = f"news:{matter.id}:{what}:{matter.community_code}:{matter.disputes}"
    plan(work, "news", f"matter:{matter.id}", at, key, matter=matter.id, what=what)


@due("news")
def tell_at_once(work: Work, due: Due) -> None:
    """Tell everyone who follows the matter's street, category or surroundings at once, each once."""
    matter = work.session.get(Matter, due.data["matter"])
    if matter is None or matter.status in GONE:
        return
    line = _line(work, matter)
    text = say.JustClosed(line) if due.data["what"] == CLOSED else say.JustFiled(line)
    for person in _instant_followers(work, matter):
        _send(work, person, text, f"news:{matter.id}:{due.data['what']}:{matter.disputes}:{person.id}")


def _instant_followers(work: Work, matter: Matter) -> Iterable[Person]:
    street = street_code_of(work, matter)
    fits = or_(
        and_(Subscription.what == Followed.STREET, Subscription.code == street),
        and_(Subscription.what == Followed.CATEGORY, Subscription.code == matter.category),
        Subscription.what == Followed.CIRCLE,
    )
    query = select(Subscription).where(Subscription.instant, Subscription.stopped_at.is_(None), fits)
    ids = {each.person_id for each in work.session.scalars(query)
           if each.what != Followed.CIRCLE or each.covers(matter.lat, matter.lon)}
    people = select(Person).where(Person.id.in_(ids - {matter.author_id})).order_by(Person.id)
    return [person for person in work.session.scalars(people) if is_reachable(person)]


# -- daily ----------------------------------------------------------------------------


@due("news_day")
def begin_news(work: Work, due: Due) -> None:
    """Owe everyone who follows something their digest, each in a transaction of its own; plan the next morning."""
    plan_news(work)
    query = select(Subscription.person_id).where(_is_daily()).distinct().order_by(Subscription.person_id)
    for person_id in work.session.scalars(query).all():
        plan(work, "news_person", f"news:{person_id}", work.now, f"{due.dedupe_key}:{person_id}", person=person_id)


@due("news_person")
def tell_daily(work: Work, due: Due) -> None:
    """Tell a person what was filed and closed since they were told last; nothing when there is nothing."""
    person = work.session.get_one(Person, due.data["person"])
    mine = select(Subscription).where(Subscription.person_id == person.id, _is_daily())
    subscriptions = work.session.scalars(mine).all()
    if not subscriptions or not is_reachable(person):
        return
    closed = _news(work, subscriptions, person, Matter.closed_at)
    fresh = [each for each in _news(work, subscriptions, person, Matter.submitted_at) if each not in closed]
    for each in subscriptions:
        each.told_at = work.now
    if fresh or closed:
        text = say.News(say.Fresh(len(fresh), _lines(work, fresh)) if fresh else None,
                        say.Closed(len(closed), _lines(work, closed)) if closed else None)
        _send(work, person, text, due.dedupe_key)


def _news(work: Work, subscriptions: Sequence[Subscription], person: Person,
          moment: InstrumentedAttribute[datetime | None]) -> list[Matter]:
    """Return the matters whose moment came since each subscription was told, each once, oldest first."""
    found = {matter.id: matter for each in subscriptions for matter in _of_one(work, each, person, moment)}
    return [found[number] for number in sorted(found)]


def _of_one(work: Work, subscription: Subscription, person: Person,
            moment: InstrumentedAttribute[datetime | None]) -> list[Matter]:
    query = select(Matter).where(
        moment >= subscription.told_at, moment < work.now, Matter.number.is_not(None), Matter.status.not_in(GONE),
        Matter.author_id != person.id, _fits(subscription))
    matters = work.session.scalars(query).all()
    if subscription.what != Followed.CIRCLE:
        return list(matters)
    return [matter for matter in matters if subscription.covers(matter.lat, matter.lon)]


def _fits(subscription: Subscription) -> ColumnElement[bool]:
    match subscription.what:
        case Followed.STREET:
            communities = select(Community.code).where(Community.street_code == subscription.code)
            constituencies = select(Constituency.code).where(Constituency.street_code == subscription.code)
            return or_(Matter.community_code.in_(communities), Matter.constituency_code.in_(constituencies))
        case Followed.CATEGORY:
            return Matter.category == subscription.code
    return Matter.lat.is_not(None)


def _is_daily() -> ColumnElement[bool]:
    return and_(Subscription.instant.is_(False), Subscription.stopped_at.is_(None))


def _lines(work: Work, matters: list[Matter]) -> tuple[Text, ...]:
    lines: tuple[Text, ...] = tuple(_line(work, each) for each in matters[:LISTED])
    return (*lines, say.More(len(matters) - LISTED)) if len(matters) > LISTED else lines


def _line(work: Work, matter: Matter) -> Text:
    category = category_of(work, matter)
    name = Names(*(category.name.in_language(each) for each in ("zh-Hans", "en"))) if category else None
    street, community = place_names(work, matter)
    place = Place(street, community) if street else NoPlace()
    return say.NewsLine(matter.number or "", name, place, Term("status", matter.status))


def _send(work: Work, person: Person, text: Text, key: str) -> None:
    to = Address(person.telegram_id or 0, person.language, person_id=person.id)
    work.outbox.send(to, Screen(text), view="news", lane=Lane.NOTICE, key=key,
                     silent=work.house.quiet.is_quiet(work.now))
