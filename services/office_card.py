"""The card of a matter for officers, heads, street committees and the office, and for the duty contact."""

from models.lifecycle import Move, Status
from models.mail import Card
from models.matter import Matter
from models.organisation_plan import Role
from models.person import Person
from services.cards import view
from services.deputy_card import card_text, reading_row
from services.draft_form import SKIPPED
from services.facts import Duty, category_of, first_words, place_of, state_of, title_of
from services.look import is_hidden
from services.merge_part import merge_buttons
from services.queue import is_stuck
from services.seats import DISPATCHERS, oversees, seats_of_person
from services.work import Work
from texts.card import Lines
from texts.desk import TakeStuck, TakeStuckPress
from texts.look import LookButton, LookPress
from texts.mute import Mute, MutePress, Unmute, UnmutePress
from texts.office import Assign, DutyCard, MovePlace, SetPlace, TakeOver, Uphold
from texts.office_presses import AssignPress, PlacePress, TakeOverPress, UpholdPress
from texts.oversight import FlagPress, MakeHard, MakeNotHard, MakeOrdinary, MakeUrgent, Reassign, Reject, RejectPress
from texts.recategorise import CategoryTreePress, Change, Taxonomy
from texts.screen import Button, Screen, grid


@view("officer")
def render_officer(work: Work, matter: Matter, card: Card) -> Screen:
    """Show the matter to those who assign it."""
    roles = _roles(work, matter, card)
    duty = Duty.ASSIGNS if roles & set(DISPATCHERS) and matter.may(Move.ASSIGN) else Duty.WATCHES
    buttons = [*_actions(work, matter, roles, card.person_id), *merge_buttons(work, matter, card.person_id)]
    title, *lines = card_text(work, matter, None, duty).lines
    category = category_of(work, matter)
    taxonomy = Taxonomy(category.taxonomy) if category and category.taxonomy else None
    return Screen(Lines((title, taxonomy, *lines)), grid([*buttons, *reading_row(matter)]))


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


def _actions(work: Work, matter: Matter, roles: set[str], person_id: int | None) -> list[Button]:
    if not roles & set(DISPATCHERS):
        return []
    buttons = []
    is_waiting = matter.status == Status.SUBMITTED
    if matter.urgent and not matter.taken_over and is_waiting and Role.OFFICER in roles:
        buttons.append(Button(TakeOver(), TakeOverPress(matter.id)))
    if is_waiting and Role.HEAD in roles and is_stuck(work, matter):
        buttons.append(Button(TakeStuck(), TakeStuckPress(matter.id, matter.revision)))
    if matter.may(Move.ASSIGN):
        label = Assign() if matter.claimed_by is None else Reassign()
        buttons.append(Button(label, AssignPress(matter.id, 0)))
    if matter.is_open:
        place = SetPlace() if matter.community_code is None else MovePlace()
        buttons.append(Button(place, PlacePress(matter.id, 0)))
        buttons.append(Button(Change(), CategoryTreePress(matter.id, SKIPPED, 0)))
    if roles & {Role.OFFICE, Role.STREET}:
        buttons += _decisions(work, matter)
    if Role.OFFICE in roles and is_hidden(matter):
        buttons.append(Button(LookButton(), LookPress(matter.id)))
    if roles & {Role.OFFICE, Role.STREET} and matter.author_id != person_id:
        buttons.append(_mute_button(work, matter))
    return buttons


def _decisions(work: Work, matter: Matter) -> list[Button]:
    """Return what only the street committee and the office decide."""
    buttons = []
    if awaits_decision(work, matter):
        buttons.append(Button(Uphold(), UpholdPress(matter.id, matter.revision)))
    if matter.may(Move.REJECT):
        buttons.append(Button(Reject(), RejectPress(matter.id)))
    if matter.is_open:
        hurry = ("ordinary", MakeOrdinary()) if matter.urgent else ("urgent", MakeUrgent())
        buttons.append(Button(hurry[1], FlagPress(matter.id, hurry[0])))
    if matter.is_open and not matter.urgent:
        effort = ("not_hard", MakeNotHard()) if matter.hard else ("hard", MakeHard())
        buttons.append(Button(effort[1], FlagPress(matter.id, effort[0])))
    return buttons
