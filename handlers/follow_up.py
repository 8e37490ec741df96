"""A month after: [一直好着] [又坏了] [说不清]."""

from datetime import timedelta

from handlers.routes import Routes
from handlers.talk import Talk
from models.matter import Matter
from models.policy import ClockKind
from services import confirm, drafts, ladder, media, today, weekly
from services.clocks import deadline
from services.follow_up import FollowUp, answer_follow_up
from texts.follow_up import BrokenNoted, FollowUpPress, GoodNoted, UnsureNoted
from texts.message import Text, Until
from texts.screen import Screen

routes = Routes("follow_up")
DUE_WORK = (confirm, drafts, ladder, media, today, weekly)
"""Modules that register due work: importing them is what makes the ticker know it."""


@routes.press(FollowUpPress)
def on_follow_up(talk: Talk, press: FollowUpPress) -> None:
    """The resident said how it is a month later."""
    matter = answer_follow_up(FollowUp(press.matter_id, press.answer), talk.work)
    talk.show(Screen(_thanks(talk, matter, press.answer)), view="notice", matter_id=matter.id)


def _thanks(talk: Talk, matter: Matter, answer: str) -> Text:
    number = matter.number or ""
    if answer == "broken":
        until = deadline(talk.work, matter, ClockKind.FIRST_ANSWER)
        return BrokenNoted(number, Until(until or talk.now))
    if answer == "good":
        return GoodNoted(number)
    days = talk.work.house.policy.limits.follow_up_answer_days
    return UnsureNoted(number, Until((matter.followed_up_at or talk.now) + timedelta(days=days)))
