"""死信: what was set aside, [重试] and [丢弃]; the congress office alone."""

from math import ceil

from handlers.forms import pairs, require_private
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
from services.queue import PAGE
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
from texts.queue import Earlier, Later, PageOf
from texts.screen import Button, Rows, Screen, row

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
    pages = max(ceil(count / PAGE), 1)
    page = min(max(page, 0), pages - 1)
    dead = page_of_dead(talk.work, page, PAGE)
    to_panel = row(Button(ToPanel(), PanelPress()))
    if not dead:
        talk.show(Screen(NoneDead(), (to_panel,)), view="list")
        return
    items = tuple(Item(each.name, each.at, each.what) for each in dead)
    text = Title(count, items, PageOf(page + 1, pages) if pages > 1 else None)
    all_again: Rows = (row(Button(RetryAll(), RetryAllPress())),) if count > 1 else ()
    talk.show(Screen(text, (*_choices(dead), *_turn(page, pages), *all_again, to_panel)), view="list")


def _choices(dead: list[Dead]) -> Rows:
    return pairs([Button(each.name, DeadPress(each.kind.value, each.id)) for each in dead])


def _turn(page: int, pages: int) -> Rows:
    earlier = [Button(Earlier(), DeadListPress(page - 1))] if page else []
    later = [Button(Later(), DeadListPress(page + 1))] if page + 1 < pages else []
    return ((*earlier, *later),) if earlier or later else ()
