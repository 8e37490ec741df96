"""Groups: `/bind` says what a group stands for, `/unbind` takes it back, `/board` shows the week."""

from datetime import timedelta

from handlers.group_screens import ask_place, ask_scope, ask_street, bound, bound_done
from handlers.routes import Routes
from handlers.talk import Talk
from models.person import GroupScope
from models.refusals_of_staff import AdminNeeded, RosterNeeded
from services.groups import (
    DISTRICT,
    BindGroup,
    Notice,
    ToggleNotice,
    bind_group,
    bound_group,
    toggle_notice,
    unbind_group,
)
from services.weekly import order_digest, was_ordered
from texts.group import (
    BindPress,
    BoardOrdered,
    DonePress,
    HowToBind,
    NoticePress,
    PagePress,
    ScopePress,
    Unbound,
)
from texts.press import StalePress
from texts.screen import Screen

BOARD_MINUTES = 10
ALL_STREETS = "-"
routes = Routes("group")
routes.for_admins |= {"bind", "unbind", ScopePress, PagePress, BindPress, NoticePress, DonePress}


@routes.command("bind", "unbind", "board")
def on_private(talk: Talk) -> None:
    """Explain that these belong into a group."""
    talk.reply(Screen(HowToBind()))


@routes.command("bind", groups=True)
def on_bind(talk: Talk) -> None:
    """Ask what the group stands for."""
    _check(talk)
    talk.reply(ask_scope(talk), view="bind")


@routes.press(ScopePress)
def on_scope(talk: Talk, press: ScopePress) -> None:
    """A scope was chosen; a district needs no place."""
    _check(talk)
    match press.scope:
        case GroupScope.DISTRICT:
            _bind(talk, GroupScope.DISTRICT, DISTRICT)
        case GroupScope.STREET | GroupScope.COMMUNITY | GroupScope.DEPUTIES:
            talk.show(ask_street(talk, press.scope, 0), view="bind")
        case _:
            talk.show(ask_scope(talk), view="bind")


@routes.press(PagePress)
def on_page(talk: Talk, press: PagePress) -> None:
    """Another page of streets or of a street's places."""
    _check(talk)
    if press.street == ALL_STREETS:
        talk.show(ask_street(talk, press.scope, press.page), view="bind")
    else:
        talk.show(ask_place(talk, press.scope, press.street, press.page), view="bind")


@routes.press(BindPress)
def on_place(talk: Talk, press: BindPress) -> None:
    """The place was chosen."""
    _check(talk)
    _bind(talk, press.scope, press.code)


@routes.press(NoticePress)
def on_notice(talk: Talk, press: NoticePress) -> None:
    """A kind of notice was switched."""
    _check(talk)
    if press.notice not in list(Notice):
        raise StalePress
    group = toggle_notice(ToggleNotice(talk.incoming.chat_id, Notice(press.notice)), talk.work)
    talk.show(bound(talk, group), view="bind")


@routes.press(DonePress)
def on_done(talk: Talk, press: DonePress) -> None:
    """Fold the settings into a plain message."""
    _check(talk)
    talk.show(bound_done(talk, bound_group(talk.work, talk.incoming.chat_id)), view="bind")


@routes.command("unbind", groups=True)
def on_unbind(talk: Talk) -> None:
    """Let the group stand for nothing again."""
    _check(talk)
    unbind_group(talk.incoming.chat_id, talk.work)
    talk.reply(Screen(Unbound()))


@routes.command("board", groups=True)
def on_board(talk: Talk) -> None:
    """Show this week in one picture; at most every ten minutes, a group is no place for floods."""
    group = bound_group(talk.work, talk.incoming.chat_id)
    today = talk.work.house.calendar.local_date(talk.now)
    key = f"board:{int(talk.now.timestamp()) // (60 * BOARD_MINUTES)}"
    if was_ordered(talk.work, group, key):
        talk.reply(Screen(BoardOrdered()))
    else:
        order_digest(talk.work, group, today - timedelta(days=today.weekday()), today, key)


def _check(talk: Talk) -> None:
    """Let only administrators who are on the roster pass; whoever hides behind the group is asked to step forward."""
    if talk.incoming.is_anonymous:
        raise LookupError("an anonymous administrator")
    if talk.work.seat is None:
        raise RosterNeeded
    if not talk.incoming.is_admin:
        raise AdminNeeded


def _bind(talk: Talk, scope: str, code: str) -> None:
    incoming = talk.incoming
    group = bind_group(BindGroup(incoming.chat_id, incoming.chat_title, incoming.thread_id, scope, code), talk.work)
    talk.show(bound(talk, group), view="bind")
