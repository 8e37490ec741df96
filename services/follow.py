"""What a link shows a stranger, and joining somebody else's matter."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from models.lifecycle import Status
from models.mail import Card
from models.matter import Follower, Happening, Matter
from models.refusals import FollowsAsAuthor, NoSuchMatter
from services.cards import refresh
from services.draft_form import category_of, names
from services.mask import mask
from services.merged import all_merged_in, main_of
from services.mine import count_followers, is_mine
from services.routing import place_names
from services.seats import find_matter
from services.timeline import record
from services.voice import check_voice
from services.work import Work
from texts.leave import Left
from texts.message import Names, Text, term
from texts.screen import Screen
from texts.start import AlreadyJoined, Joined, KeptWords, MatterEnded, OwnJoin, PlaceUnnamed, PublicMatter, age


@dataclass(frozen=True)
class JoinMatter:
    """Follow somebody else's matter: the same trouble is mine."""

    matter_id: int


@dataclass(frozen=True)
class LeaveMatter:
    """Follow somebody else's matter no more."""

    matter_id: int


Outcome = Joined | AlreadyJoined | OwnJoin | MatterEnded


def find_public(work: Work, number: str) -> Matter | None:
    """Return the submitted matter of a number as it stands in a link; the one it goes on in, if it was merged.

    Who filed or joined the merged one is shown that.
    """
    query = select(Matter).where(Matter.number == number.strip().upper(), Matter.status != Status.DRAFT)
    matter = work.session.scalar(query)
    return matter if matter is None or is_mine(work, matter) else main_of(work, matter)


def public_text(work: Work, matter: Matter) -> PublicMatter:
    """Show what anybody may know: no words unless they were published, no name ever."""
    category = category_of(work, matter)
    return PublicMatter(
        number=matter.number or "", category=names(category.name) if category else Names("", ""),
        place=public_place(work, matter), state=term(Status(matter.status)), days=age(matter.submitted_at, work.now),
        words=public_words(matter), followers=count_followers(work, matter),
    )


def public_words(matter: Matter) -> Text | str:
    """Return the words masked if they were published and the resident did not object."""
    return mask(matter.words) if matter.published and not matter.unpublished else KeptWords()


def public_place(work: Work, matter: Matter) -> Text | str:
    """Return street and community, nothing more exact."""
    return " ".join(name for name in place_names(work, matter) if name) or PlaceUnnamed()


def join_matter(cmd: JoinMatter, work: Work) -> Outcome:
    """Join a running matter once; the author, who joined already and the late are told so."""
    matter = work.session.get(Matter, cmd.matter_id)
    if matter is None or matter.status == Status.DRAFT:
        raise NoSuchMatter
    matter = main_of(work, matter)
    if (known := _known(work, matter)) is not None:
        return known
    check_voice(work)
    add_follower(work, matter)
    refresh(work, matter)
    return Joined(matter.number or "", count_followers(work, matter))


def leave_matter(cmd: LeaveMatter, work: Work) -> Matter:
    """Follow a matter no more, nor what was merged with it; leaving twice changes nothing.

    Raises:
        FollowsAsAuthor: it is one's own, or one's own goes on in it.
    """
    matter = main_of(work, find_matter(work, cmd.matter_id))
    family = [matter, *all_merged_in(work, matter)]
    if any(each.author_id == work.person.id for each in family):
        raise FollowsAsAuthor
    joined = [known for each in family if (known := work.session.get(Follower, (each.id, work.person.id)))]
    for known in joined:
        work.session.delete(known)
    if joined:
        record(work, matter, Happening.LEFT)
        for each in family:
            _fold_cards(work, each)
        refresh(work, matter)
    return matter


def may_leave(work: Work, matter: Matter, person_id: int) -> bool:
    """Tell whether a person follows the matter as somebody else's."""
    known = work.session.get(Follower, (matter.id, person_id))
    came_with = work.session.get(Matter, known.came_with) if known and known.came_with else None
    return known is not None and (came_with is None or came_with.author_id != person_id)


def _fold_cards(work: Work, matter: Matter) -> None:
    """Let the person's cards of a matter show no more of it than a stranger reads, and change no more."""
    query = select(Card).where(Card.matter_id == matter.id, Card.living, Card.view == "resident",
                               Card.person_id == work.person.id)
    for card in work.session.scalars(query).all():
        card.living = False
        work.outbox.edit(card, Screen(Left(matter.number or "")), language=work.person.language)


def add_follower(work: Work, matter: Matter, **data: Any) -> None:
    """Write the acting person down as a follower."""
    work.session.add(Follower(matter_id=matter.id, person_id=work.person.id, joined_at=work.now))
    work.session.flush()
    record(work, matter, Happening.JOINED, **data)


def is_following(work: Work, matter: Matter) -> bool:
    """Tell whether the acting person filed the matter or follows it."""
    known = work.session.get(Follower, (matter.id, work.person.id))
    return matter.author_id == work.person.id or known is not None


def _known(work: Work, matter: Matter) -> Outcome | None:
    number = matter.number or ""
    if matter.author_id == work.person.id:
        return OwnJoin(number)
    if work.session.get(Follower, (matter.id, work.person.id)):
        return AlreadyJoined(number)
    return None if matter.is_open else MatterEnded(number, term(Status(matter.status)))
