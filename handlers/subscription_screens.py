"""How following looks: the list, one of it, and what to add."""

from sqlalchemy import select

from handlers.choices import choices
from models.organisation import Street
from models.subscription import RADII, Followed, Subscription
from services.draft_form import category_name, names
from services.subscription import mode_of, name_of, subscriptions_of
from services.work import Work
from texts import subscription as say
from texts import subscription_buttons as on
from texts.message import Names, Text
from texts.press import StalePress
from texts.report_buttons import BackButton, NextPageButton, PreviousPageButton
from texts.screen import Button, Screen, grid, row

LISTED = 5
ALL = "-"


def list_screen(work: Work, page: int) -> Screen:
    """List what is followed, five to a page, with [添加订阅] and [停]."""
    mine = subscriptions_of(work)
    page = min(max(page, 0), max(len(mine) - 1, 0) // LISTED)
    shown = mine[page * LISTED : (page + 1) * LISTED]
    lines = [row(Button(say.OneButton(name_of(work, each)), on.ShowPress(each.id))) for each in shown]
    turns = [Button(PreviousPageButton(), on.SubscriptionsPress(page - 1))] if page else []
    if len(mine) > (page + 1) * LISTED:
        turns.append(Button(NextPageButton(), on.SubscriptionsPress(page + 1)))
    last = [Button(say.AddButton(), on.AddPress())]
    if mine:
        stopped = all(each.stopped_at is not None for each in mine)
        last.append(Button(say.ResumeButton() if stopped else say.StopButton(), on.StopAllPress(not stopped)))
    text: Text = say.Subscriptions(tuple(_line(work, each) for each in shown)) if mine else say.NoSubscriptions()
    return Screen(text, (*lines, *grid(turns), *grid(last)))


def one_screen(work: Work, subscription: Subscription) -> Screen:
    """Show one, with the other way to be told and the way out."""
    mode = Button(say.DailyButton() if subscription.instant else say.InstantButton(),
                  on.ModePress(subscription.id, not subscription.instant))
    remove = Button(say.RemoveButton(), on.RemovePress(subscription.id))
    text = say.ShowOne(name_of(work, subscription), mode_of(subscription))
    return Screen(text, (row(mode, remove), row(Button(BackButton(), on.SubscriptionsPress(0)))))


def add_screen() -> Screen:
    """Ask what shall be followed."""
    kinds = [
        Button(say.StreetButton(), on.ListPress(Followed.STREET, ALL, 0)),
        Button(say.CategoryButton(), on.ListPress(Followed.CATEGORY, ALL, 0)),
        Button(say.CircleButton(), on.CirclePress()),
        Button(BackButton(), on.SubscriptionsPress(0)),
    ]
    return Screen(say.AskWhat(), grid(kinds))


def choose_screen(work: Work, press: on.ListPress) -> Screen:
    """Show streets, groups of categories, or the categories of a group."""
    policy, is_top = work.house.policy, press.branch == ALL
    if press.what == Followed.STREET:
        streets = work.session.scalars(select(Street).where(Street.active).order_by(Street.code))
        buttons = [Button(Names(each.name, each.name), on.FollowPress(press.what, each.code)) for each in streets]
    elif press.what != Followed.CATEGORY:
        raise StalePress
    elif is_top:
        buttons = [Button(names(each.name), on.ListPress(press.what, each.code, 0)) for each in policy.offered_groups]
    else:
        buttons = [Button(category_name(each), on.FollowPress(press.what, each.code))
                   for each in policy.categories_of(press.branch)]
    back = on.AddPress() if is_top else on.ListPress(press.what, ALL, 0)
    return Screen(say.Choose(), choices(buttons, press.page, lambda to: on.ListPress(press.what, press.branch, to),
                                        back))


def radius_screen(near: Text | None) -> Screen:
    """Ask how far around the pin."""
    buttons = [Button(say.RadiusButton(metres), on.RadiusPress(metres)) for metres in RADII]
    return Screen(say.AskRadius(near), (tuple(buttons), row(Button(BackButton(), on.AddPress()))))


def _line(work: Work, subscription: Subscription) -> Text:
    return say.Line(name_of(work, subscription), mode_of(subscription))
