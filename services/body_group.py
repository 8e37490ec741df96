"""A handling body's own group: one card for each matter passed on to it, edited as it moves.

What a resident typed, and who they are, stays with the body's contacts in their private chats.
"""

from models.dispatch import Dispatch, DispatchState
from models.limits import is_overdue
from models.mail import Card, Due, Lane
from models.matter import Matter
from models.person import Group, GroupScope
from models.policy import ClockKind
from services.cards import put_card, retire_cards, view
from services.clocks import deadline
from services.dispatches import body_name, newest_dispatch
from services.due import due, plan
from services.facts import area_of, title_of
from services.groups import address_of, body_groups, bound_group_or_none
from services.work import Work
from texts.body import (
    CardLines,
    Folded,
    GroupReplied,
    GroupSentBack,
    ReplyBy,
    ReplyLate,
    Sign,
    SignBy,
    SignLate,
    StateSigned,
    WasDecided,
    WasEnded,
)
from texts.body_presses import SignPress
from texts.message import Text, Until
from texts.press import StalePress
from texts.screen import Button, Screen, row

VIEW = "body_group"
OVER: dict[str, Text] = {DispatchState.DECIDED: WasDecided(), DispatchState.ENDED: WasEnded(),
                         DispatchState.REPLIED: GroupReplied()}


def bring_to_groups(work: Work, matter: Matter, dispatch: Dispatch) -> None:
    """Bring the card to the body's groups: at once by day, at 08:30 what came at night and is not urgent."""
    waits = not matter.urgent and work.house.quiet.is_quiet(work.now)
    for group in body_groups(work, dispatch.body_code):
        if waits:
            at = work.house.quiet.release(work.now, "card")
            plan(work, "body_group", f"dispatch:{dispatch.id}", at, f"body_group:{dispatch.id}:{group.chat_id}",
                 dispatch=dispatch.id, chat=group.chat_id)
        else:
            _post(work, matter, group)


def check_group(work: Work, dispatch_id: int, chat_id: int) -> None:
    """Refuse what is pressed in a group that is not the body's own: everyone would read along."""
    dispatch, group = work.session.get(Dispatch, dispatch_id), bound_group_or_none(work, chat_id)
    if dispatch is None or group is None or not _is_of(group, dispatch.body_code):
        raise StalePress


@due("body_group")
def bring_in_the_morning(work: Work, task: Due) -> None:
    """Bring a card that the night held, if the body still has the matter and the group is still its own."""
    dispatch = work.session.get_one(Dispatch, task.data["dispatch"])
    group = bound_group_or_none(work, task.data["chat"])
    if dispatch.is_at_body and group is not None and _is_of(group, dispatch.body_code):
        _post(work, work.session.get_one(Matter, dispatch.matter_id), group)


@view(VIEW)
def render_body_group(work: Work, matter: Matter, card: Card) -> Screen:
    """Show where, what and until when, with [签收] while nobody signed."""
    group = bound_group_or_none(work, card.chat_id)
    is_ours = group is not None and group.scope == GroupScope.BODY
    dispatch = newest_dispatch(work, matter, body=group.scope_code) if group is not None and is_ours else None
    if dispatch is None:
        return Screen(Folded(matter.number or "", WasEnded()))
    if over := OVER.get(dispatch.state):
        return Screen(Folded(matter.number or "", over))
    lines = CardLines((title_of(work, matter), *_standing(work, matter, dispatch), area_of(work, matter)))
    rows = (row(Button(Sign(), SignPress(dispatch.id))),) if dispatch.state == DispatchState.SENT else ()
    return Screen(lines, rows)


def _standing(work: Work, matter: Matter, dispatch: Dispatch) -> tuple[Text, ...]:
    if dispatch.state == DispatchState.SENT_BACK:
        return (GroupSentBack(body_name(work, dispatch.proposed_body)),)
    late = is_overdue(dispatch.due_at, work.now)
    reply: Text = ReplyLate(Until(dispatch.due_at)) if late else ReplyBy(Until(dispatch.due_at))
    if dispatch.signed_at is not None:
        return (StateSigned(dispatch.signed_at), reply)
    sign = deadline(work, matter, ClockKind.SIGN)
    if sign is None:
        return (reply,)
    return (SignLate(Until(sign)) if is_overdue(sign, work.now) else SignBy(Until(sign)), reply)


def _post(work: Work, matter: Matter, group: Group) -> None:
    to = address_of(group)
    retire_cards(work, to, matter, VIEW)
    put_card(work, to, matter, VIEW, lane=Lane.INTERACTIVE if matter.urgent else Lane.NOTICE)


def _is_of(group: Group, body_code: str) -> bool:
    return (group.scope, group.scope_code) == (GroupScope.BODY, body_code)
