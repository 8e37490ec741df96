"""死信: what was set aside, [重试] and [丢弃]; the congress office alone."""

from handlers.forms import require_private
from handlers.routes import Routes
from handlers.talk import Talk
from services.dead_letters import (
    Dead,
    DropDead,
    RetryDead,
    count_dead,
    drop_dead,
    find_dead,
    page_of_dead,
    retry_all_dead,
    retry_dead,
)
from services.paging import PAGE, page_line, page_within, turn_rows
from texts.dead_letters import (
    Back,
    DeadListPress,
    DeadPress,
    Detail,
    Drop,
    DropDeadPress,
    Dropped,
    Item,
    NoneDead,
    Retried,
    RetriedAll,
    Retry,
    RetryAll,
    RetryAllPress,
    RetryPress,
    Superseded,
    Title,
    UnknownError,
)
from texts.desk import PanelPress, ToPanel
from texts.screen import Button, Rows, Screen, grid, row

routes = Routes("dead_letters")


@routes.press(DeadListPress)
def on_list(talk: Talk, press: DeadListPress) -> None:
    """[死信] or a page of it."""
    require_private(talk)
    _show_list(talk, press.page)


@routes.press(DeadPress)
def on_one(talk: Talk, press: DeadPress) -> None:
    """One was chosen."""
    require_private(talk)
    dead = find_dead(talk.work, press.kind, press.id)
    kind = dead.kind.value
    text = Detail(dead.name, dead.what, dead.at, dead.attempts, dead.error or UnknownError())
    actions = row(Button(Retry(), RetryPress(kind, dead.id)), Button(Drop(), DropDeadPress(kind, dead.id)))
    talk.show(Screen(text, (actions, row(Button(Back(), DeadListPress(0))))), view="list")


@routes.press(RetryPress)
def on_retry(talk: Talk, press: RetryPress) -> None:
    """[重试]."""
    require_private(talk)
    dead, is_tried = retry_dead(RetryDead(press.kind, press.id), talk.work)
    talk.say(Retried(dead.name) if is_tried else Superseded(dead.name))
    _show_list(talk, 0)


@routes.press(RetryAllPress)
def on_retry_all(talk: Talk, press: RetryAllPress) -> None:
    """[全部重试]."""
    require_private(talk)
    talk.say(RetriedAll(retry_all_dead(talk.work)))
    _show_list(talk, 0)


@routes.press(DropDeadPress)
def on_drop(talk: Talk, press: DropDeadPress) -> None:
    """[丢弃]."""
    require_private(talk)
    talk.say(Dropped(drop_dead(DropDead(press.kind, press.id), talk.work).name))
    _show_list(talk, 0)


def _show_list(talk: Talk, page: int) -> None:
    count = count_dead(talk.work)
    page, pages = page_within(count, page)
    dead = page_of_dead(talk.work, page, PAGE)
    to_panel = row(Button(ToPanel(), PanelPress()))
    if not dead:
        talk.show(Screen(NoneDead(), (to_panel,)), view="list")
        return
    items = tuple(Item(each.name, each.at, each.what) for each in dead)
    text = Title(count, items, page_line(page, pages))
    all_again: Rows = (row(Button(RetryAll(), RetryAllPress())),) if count > 1 else ()
    turns = turn_rows(page, pages, DeadListPress)
    talk.show(Screen(text, (*_choices(dead), *turns, *all_again, to_panel)), view="list")


def _choices(dead: list[Dead]) -> Rows:
    return grid([Button(each.name, DeadPress(each.kind.value, each.id)) for each in dead])
