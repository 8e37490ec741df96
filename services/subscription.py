"""Following a street, a category or the surroundings of a pin; being told daily, at once, or not for a while."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from models.organisation import Street
from models.places import Point, nearest
from models.refusals import TooManySubscriptions
from models.subscription import RADII, Followed, Subscription
from services.draft_form import category_name
from services.work import Work
from texts import subscription as say
from texts.message import Names, Text
from texts.press import StalePress

MOST = 20


@dataclass(frozen=True)
class FollowPlace:
    """Follow a street or a category by its code."""

    what: Followed
    code: str


@dataclass(frozen=True)
class FollowCircle:
    """Follow what happens around a WGS-84 point."""

    middle: Point
    radius: int


@dataclass(frozen=True)
class SetMode:
    """Be told at once, or once a working day."""

    subscription_id: int
    instant: bool


def subscriptions_of(work: Work) -> Sequence[Subscription]:
    """Return what the acting person follows, oldest first."""
    mine = select(Subscription).where(Subscription.person_id == work.person.id)
    return work.session.scalars(mine.order_by(Subscription.id)).all()


def follow_place(cmd: FollowPlace, work: Work) -> bool:
    """Follow a street or a category; False when it is followed already.

    Raises:
        StalePress: no such street or category.
        TooManySubscriptions: one more would be too many.
    """
    if not _exists(work, cmd):
        raise StalePress
    mine = subscriptions_of(work)
    if any((each.what, each.code) == (cmd.what, cmd.code) for each in mine):
        return False
    _add(work, mine, what=cmd.what, code=cmd.code)
    return True


def follow_circle(cmd: FollowCircle, work: Work) -> bool:
    """Follow what happens around a point; False when exactly that is followed already."""
    if cmd.radius not in RADII:
        raise StalePress
    mine, (lat, lon) = subscriptions_of(work), cmd.middle
    if any((each.lat, each.lon, each.radius) == (lat, lon, cmd.radius) for each in mine):
        return False
    _add(work, mine, what=Followed.CIRCLE, lat=lat, lon=lon, radius=cmd.radius)
    return True


def find_mine(work: Work, subscription_id: int) -> Subscription:
    """Return one of the acting person's subscriptions.

    Raises:
        StalePress: it was removed, or is somebody else's.
    """
    found = work.session.get(Subscription, subscription_id)
    if found is None or found.person_id != work.person.id:
        raise StalePress
    return found


def set_mode(cmd: SetMode, work: Work) -> Subscription:
    """Change when the person is told; what was told at once is not told again in the morning."""
    found = find_mine(work, cmd.subscription_id)
    if found.instant and not cmd.instant:
        found.told_at = work.now
    found.instant = cmd.instant
    return found


def remove_subscription(work: Work, subscription_id: int) -> None:
    """Follow it no more."""
    work.session.delete(find_mine(work, subscription_id))
    work.session.flush()


def stop_all(work: Work) -> None:
    """Tell the person nothing of what they follow until they want it again."""
    for each in subscriptions_of(work):
        each.stopped_at = each.stopped_at or work.now


def resume_all(work: Work) -> None:
    """Tell the person again, from now on."""
    for each in subscriptions_of(work):
        if each.stopped_at is not None:
            each.stopped_at, each.told_at = None, work.now


def name_of(work: Work, subscription: Subscription) -> Text:
    """Name what is followed."""
    code = subscription.code or ""
    match subscription.what:
        case Followed.STREET:
            street = work.session.get(Street, code)
            return say.OfStreet(street.name if street else code)
        case Followed.CATEGORY:
            found = work.house.policy.find(code)
            return say.OfCategory(category_name(found) if found else Names(code, code))
    middle = Point(subscription.lat or 0.0, subscription.lon or 0.0)
    return say.OfCircle(near_of(work, middle), subscription.radius or 0)


def near_of(work: Work, middle: Point) -> Text | None:
    """Name the community a point lies in or near, if we know one."""
    found = nearest(middle.lat, middle.lon, work.house.gazetteer.communities)
    return say.Near(found[0].name) if found else None


def mode_of(subscription: Subscription) -> Text:
    """Say when its news are told."""
    if subscription.stopped_at is not None:
        return say.Stopped()
    return say.Instant() if subscription.instant else say.Daily()


def _exists(work: Work, cmd: FollowPlace) -> bool:
    if cmd.what is Followed.STREET:
        street = work.session.get(Street, cmd.code)
        return street is not None and street.active
    return cmd.what is Followed.CATEGORY and work.house.policy.offers(cmd.code)


def _add(work: Work, mine: Sequence[Subscription], **what: Any) -> None:
    if len(mine) >= MOST:
        raise TooManySubscriptions(limit=MOST)
    work.session.add(Subscription(person_id=work.person.id, told_at=work.now, created_at=work.now, **what))
    work.session.flush()
