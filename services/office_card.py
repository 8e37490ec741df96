"""The card of a matter for officers, heads, street committees and the office, and for the duty contact."""

from models.lifecycle import Move, Status
from models.mail import Card
from models.matter import Matter
from models.organisation_plan import Role
from models.person import Person
from services.cards import view
from services.deputy_card import card_text, reading_row
from services.facts import Duty, first_words, place_of, state_of, title_of
from services.seats import DISPATCHERS, oversees, seats_of_person
from services.work import Work
from texts.mute import Mute, MutePress, Unmute, UnmutePress
from texts.office import Assign, DutyCard, SetPlace, TakeOver, Uphold
from texts.office_presses import AssignPress, PlacePress, TakeOverPress, UpholdPress
from texts.screen import Button, Rows, Screen


@view("officer")
def render_officer(work: Work, matter: Matter, card: Card) -> Screen:
    """Show the matter to those who assign it."""
    roles = _roles(work, matter, card)
    duty = Duty.ASSIGNS if roles & set(DISPATCHERS) and matter.may(Move.ASSIGN) else Duty.WATCHES
    actions = _actions(work, matter, roles, card.person_id)
    return Screen(card_text(work, matter, None, duty), (*actions, reading_row(matter)))


@view("office")
def render_office(work: Work, matter: Matter, card: Card) -> Screen:
    """Show the matter to the congress office; what it may do depends on its seat as for an officer."""
    return render_officer(work, matter, card)


@view("duty")
def render_duty(work: Work, matter: Matter, card: Card) -> Screen:
    """Show an urgent matter to the category's duty contact."""
    text = DutyCard(title_of(work, matter), place_of(work, matter), state_of(matter), first_words(matter))
    return Screen(text)


def awaits_decision(work: Work, matter: Matter) -> bool:
    """Tell whether the resident disputed so often that the office decides."""
    limit = work.house.policy.limits.disputes_before_office
    return matter.disputes >= limit and matter.may(Move.UPHOLD)


def _roles(work: Work, matter: Matter, card: Card) -> set[str]:
    return {seat.role for seat in seats_of_person(work, card.person_id) if oversees(work, seat, matter)}


def _mute_button(work: Work, matter: Matter) -> Button:
    author = work.session.get(Person, matter.author_id)
    if author is not None and author.is_muted(work.now):
        return Button(Unmute(), UnmutePress(matter.id))
    return Button(Mute(), MutePress(matter.id))


def _actions(work: Work, matter: Matter, roles: set[str], person_id: int | None) -> Rows:
    if not roles & set(DISPATCHERS):
        return ()
    buttons = []
    is_waiting = matter.status == Status.SUBMITTED
    if matter.urgent and not matter.taken_over and is_waiting and Role.OFFICER in roles:
        buttons.append(Button(TakeOver(), TakeOverPress(matter.id)))
    if matter.may(Move.ASSIGN):
        buttons.append(Button(Assign(), AssignPress(matter.id, 0)))
    if is_waiting and matter.constituency_code is None:
        buttons.append(Button(SetPlace(), PlacePress(matter.id, 0)))
    if awaits_decision(work, matter) and roles & {Role.OFFICE, Role.STREET}:
        buttons.append(Button(Uphold(), UpholdPress(matter.id, matter.revision)))
    if roles & {Role.OFFICE, Role.STREET} and matter.author_id != person_id:
        buttons.append(_mute_button(work, matter))
    return tuple(tuple(buttons[at:at + 2]) for at in range(0, len(buttons), 2))
