"""What a link shows a stranger, and joining somebody else's matter."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from models.lifecycle import Status
from models.matter import Follower, Happening, Matter
from models.refusals import NoSuchMatter
from services.cards import refresh
from services.draft_form import category_of, names
from services.mask import mask
from services.mine import count_followers
from services.routing import place_names
from services.timeline import record
from services.voice import check_voice
from services.work import Work
from texts.message import Names, Text, term
from texts.start import AlreadyJoined, Joined, KeptWords, MatterEnded, OwnJoin, PlaceUnnamed, PublicMatter, age


@dataclass(frozen=True)
class JoinMatter:
    """Follow somebody else's matter: the same trouble is mine."""

    matter_id: int


Outcome = Joined | AlreadyJoined | OwnJoin | MatterEnded


def find_public(work: Work, number: str) -> Matter | None:
    """Return the submitted matter of a number as it stands in a link."""
    query = select(Matter).where(Matter.number == number.strip().upper(), Matter.status != Status.DRAFT)
    return work.session.scalar(query)


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
    if (known := _known(work, matter)) is not None:
        return known
    check_voice(work)
    add_follower(work, matter)
    refresh(work, matter)
    return Joined(matter.number or "", count_followers(work, matter))


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
