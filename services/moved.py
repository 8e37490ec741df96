"""Cards of those to whom a matter no longer goes, and notices of groups it left: its place was corrected."""

from sqlalchemy import select

from models.mail import Card, Lane
from models.matter import Matter
from services.cards import language_of_card, living_cards
from services.groups import deputies_groups_for, groups_for
from services.routing import place_names
from services.seats import reads, seats_of_person
from services.work import Work
from texts.group import NoticeMoved, Place
from texts.office import MovedElsewhere
from texts.screen import Screen

OF_PEOPLE = ("deputy", "officer", "office", "sent")


def fold_elsewhere(work: Work, matter: Matter) -> None:
    """Let every card say where the matter went whose reader may read it no more; it changes no more after that."""
    groups = {group.chat_id for group in deputies_groups_for(work, matter)}
    told = Screen(MovedElsewhere(matter.number or "", " ".join(place_names(work, matter))))
    for card in living_cards(work, matter):
        if _is_foreign(work, matter, card, groups):
            card.living = False
            work.outbox.edit(card, told, language=language_of_card(work, card))


def move_notices(work: Work, matter: Matter) -> None:
    """Let the notices of groups that the place left say where it went; where it came back to they live again."""
    groups = {group.chat_id for group in groups_for(work, matter)}
    told = Screen(NoticeMoved(matter.number or "", Place(*place_names(work, matter))))
    for card in work.session.scalars(select(Card).where(Card.matter_id == matter.id, Card.view == "notice_group")):
        if card.living and card.chat_id not in groups:
            work.outbox.edit(card, told, language=language_of_card(work, card), lane=Lane.NOTICE)
        card.living = card.chat_id in groups


def _is_foreign(work: Work, matter: Matter, card: Card, groups: set[int]) -> bool:
    if card.view == "deputies_group":
        return card.chat_id not in groups
    seats = seats_of_person(work, card.person_id)
    return card.view in OF_PEOPLE and not any(reads(work, seat, matter) for seat in seats)
