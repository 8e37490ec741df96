"""What groups hear of a matter: one message each, edited as it moves."""

from datetime import timedelta

from sqlalchemy import func, select

from models.clock import Held
from models.lifecycle import OPEN, Status
from models.mail import Card, Due, Lane
from models.matter import Matter
from models.person import Group
from services.cards import VIEWS, put_card, view
from services.due import due, plan
from services.groups import Notice, address_of, bound_group_or_none, deputies_groups_for, groups_for, notices_of
from services.held import hold_for_group, take_digest
from services.mask import mask
from services.news import CLOSED, FILED, spread
from services.routing import place_names
from services.work import Work
from texts import group as say
from texts.message import Names, Term, Text, decode
from texts.screen import Button, Rows, Screen, row

WORDS = 60
BURST = 15
"""New messages a minute in one group; what comes beyond joins one digest."""


def announce(work: Work, matter: Matter) -> None:
    """Tell the groups of the matter's place about it, once each; a normal matter waits for the morning at night."""
    spread(work, matter, FILED)
    if matter.urgent or not work.house.quiet.is_quiet(work.now):
        _announce_now(work, matter)
        return
    at = work.house.quiet.release(work.now, "card")
    plan(work, "notice", f"matter:{matter.id}", at, f"notice:{matter.id}:{matter.community_code}", matter=matter.id)


def announce_result(work: Work, matter: Matter) -> None:
    """Tell groups that hear of results only about a closed matter."""
    spread(work, matter, CLOSED)
    for group in groups_for(work, matter):
        if Notice.RESULTS in notices_of(group) and Notice.MATTERS not in notices_of(group):
            _post(work, matter, group, "notice_group")


@due("notice")
def announce_in_the_morning(work: Work, due: Due) -> None:
    """Tell the groups what the night held back, unless it is over already."""
    matter = work.session.get(Matter, due.data["matter"])
    if matter is not None and matter.status in OPEN:
        _announce_now(work, matter)


@due("digest")
def tell_burst(work: Work, due: Due) -> None:
    """Tell a group in one message what came in too fast for messages of their own, and has not moved away since."""
    group = bound_group_or_none(work, due.data["chat"])
    lines = [decode(held.text) for held in take_digest(work, due.data["chat"]) if _is_of(work, group, held)]
    if group is not None and lines:
        work.outbox.send(address_of(group), Screen(say.Burst(len(lines), tuple(lines))), view="digest",
                         lane=Lane.NOTICE, key=f"digest:{due.id}")


@view("notice_group")
def render_notice(work: Work, matter: Matter, card: Card) -> Screen:
    """Show a matter to everyone: nothing that names a person, words only when the owner published them."""
    text = say.MatterNotice(
        urgent=say.UrgentMark() if matter.urgent else None, number=matter.number or "",
        category=_category(work, matter), place=_place(work, matter), state=Term("status", matter.status),
        words=_public_words(matter),
    )
    return Screen(text, _join_rows(work, matter))


def _announce_now(work: Work, matter: Matter) -> None:
    for group in groups_for(work, matter):
        if Notice.MATTERS in notices_of(group):
            _post(work, matter, group, "notice_group")
    claimable = [] if matter.snap_seat else deputies_groups_for(work, matter)
    for group in claimable:
        if Notice.MATTERS in notices_of(group) and "deputies_group" in VIEWS:
            _post(work, matter, group, "deputies_group")


def _post(work: Work, matter: Matter, group: Group, name: str) -> None:
    if _has_card(work, matter, group):
        return
    if name == "notice_group" and not matter.urgent and _is_burst(work, group):
        _add_to_digest(work, matter, group)
        return
    put_card(work, address_of(group), matter, name, lane=Lane.NOTICE, key=f"notice:{group.chat_id}:{matter.id}")


def _has_card(work: Work, matter: Matter, group: Group) -> bool:
    query = select(Card.id).where(Card.matter_id == matter.id, Card.chat_id == group.chat_id).limit(1)
    return work.session.scalar(query) is not None


def _is_burst(work: Work, group: Group) -> bool:
    """Tell whether the group has had its share of this minute; Telegram's limit knows real time only."""
    minute_ago = work.outbox.real_now - timedelta(minutes=1)
    query = select(func.count()).where(Card.chat_id == group.chat_id, Card.created_at > minute_ago)
    return (work.session.scalar(query) or 0) >= BURST


def _add_to_digest(work: Work, matter: Matter, group: Group) -> None:
    line = say.BurstLine(matter.number or "", _category(work, matter), _place(work, matter))
    hold_for_group(work, group.chat_id, line, matter)
    plan(work, "digest", f"group:{group.chat_id}", work.now + timedelta(minutes=1),
         f"digest:{group.chat_id}:{matter.id}", chat=group.chat_id)


def _is_of(work: Work, group: Group | None, held: Held) -> bool:
    matter = work.session.get(Matter, held.matter_id) if held.matter_id else None
    return matter is None or group is None or group.chat_id in {each.chat_id for each in groups_for(work, matter)}


def _category(work: Work, matter: Matter) -> Names | None:
    category = work.house.policy.find(matter.category)
    return Names(*(category.name.in_language(each) for each in ("zh-Hans", "en"))) if category else None


def _place(work: Work, matter: Matter) -> Text:
    street, community = place_names(work, matter)
    return say.Place(street, community) if street else say.NoPlace()


def _public_words(matter: Matter) -> Text | None:
    """Return the words' beginning when the owner published them and the resident did not object."""
    if not matter.published or matter.unpublished:
        return None
    # masked before it is cut: half a phone number is no phone number to the mask
    words = mask(" ".join(matter.words.split()))
    return say.Words(words if len(words) <= WORDS else words[:WORDS] + "…")


def _join_rows(work: Work, matter: Matter) -> Rows:
    if matter.status not in OPEN and matter.status != Status.CLOSED:
        return ()
    return (row(Button(say.MeTooButton(), url=work.house.link(f"me_{matter.number}"))),)
