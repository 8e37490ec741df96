"""`设置` → [订阅]: follow a street, a category or what happens around a place; and the switch of notices."""

from handlers.forms import FORM, require_private
from handlers.incoming import Content
from handlers.menu import home, means
from handlers.routes import Routes
from handlers.settings import settings_screen
from handlers.subscription_screens import add_screen, choose_screen, list_screen, one_screen, radius_screen
from handlers.talk import Talk
from models.places import PlaceKind, Point, match_place
from models.subscription import Followed
from services.opt_out import opt_in, opt_out
from services.subscription import (
    FollowCircle,
    FollowPlace,
    SetMode,
    find_mine,
    follow_circle,
    follow_place,
    near_of,
    remove_subscription,
    resume_all,
    set_mode,
    stop_all,
)
from texts.broadcast import OptedIn, OptedOut
from texts.press import StalePress
from texts.report import PinHelp
from texts.report_buttons import SendPlaceKey
from texts.screen import Key, Screen
from texts.subscription import Added, AllResumed, AllStopped, AskPin, Known, PinUnclear, Removed
from texts.subscription_buttons import (
    AddPress,
    CirclePress,
    FollowPress,
    ListPress,
    ModePress,
    NoticesPress,
    RadiusPress,
    RemovePress,
    ShowPress,
    StopAllPress,
    SubscriptionsPress,
)

routes = Routes("subscription")
PIN, RADIUS = "subscription.pin", "subscription.radius"


@routes.press(SubscriptionsPress)
def on_list(talk: Talk, press: SubscriptionsPress) -> None:
    """[订阅], another page of it, and the way back to it."""
    _show_list(talk, press.page)


@routes.press(ShowPress)
def on_show(talk: Talk, press: ShowPress) -> None:
    """One subscription."""
    require_private(talk)
    talk.show(one_screen(talk.work, find_mine(talk.work, press.subscription_id)), view=FORM)


@routes.press(ModePress)
def on_mode(talk: Talk, press: ModePress) -> None:
    """[即时] or [每日汇总]."""
    require_private(talk)
    found = set_mode(SetMode(press.subscription_id, press.instant), talk.work)
    talk.show(one_screen(talk.work, found), view=FORM)


@routes.press(RemovePress)
def on_remove(talk: Talk, press: RemovePress) -> None:
    """[取消订阅]."""
    require_private(talk)
    remove_subscription(talk.work, press.subscription_id)
    talk.say(Removed())
    _show_list(talk)


@routes.press(StopAllPress)
def on_stop_all(talk: Talk, press: StopAllPress) -> None:
    """[停] or [恢复]."""
    require_private(talk)
    if press.stop:
        stop_all(talk.work)
    else:
        resume_all(talk.work)
    talk.say(AllStopped() if press.stop else AllResumed())
    _show_list(talk)


@routes.press(AddPress)
def on_add(talk: Talk, press: AddPress) -> None:
    """[添加订阅]."""
    require_private(talk)
    talk.show(add_screen(), view=FORM)


@routes.press(ListPress)
def on_choose(talk: Talk, press: ListPress) -> None:
    """[一个街道] or [一个类别], and their pages."""
    require_private(talk)
    talk.show(choose_screen(talk.work, press), view=FORM)


@routes.press(FollowPress)
def on_follow(talk: Talk, press: FollowPress) -> None:
    """The street or category was chosen."""
    require_private(talk)
    if press.what not in set(Followed):
        raise StalePress
    is_new = follow_place(FollowPlace(Followed(press.what), press.code), talk.work)
    talk.say(Added() if is_new else Known())
    _show_list(talk)


@routes.press(CirclePress)
def on_circle(talk: Talk, press: CirclePress) -> None:
    """[一个地点周围]: its middle is asked."""
    require_private(talk)
    talk.reply(Screen(AskPin(), keys=((Key(SendPlaceKey(), asks="location"),), *home(talk))), view=FORM)
    talk.step(PIN)


@routes.step(PIN, Content.LOCATION, Content.VENUE)
@routes.step(RADIUS, Content.LOCATION, Content.VENUE)
def on_pin(talk: Talk) -> None:
    """A pin."""
    _ask_radius(talk, Point(talk.incoming.lat or 0.0, talk.incoming.lon or 0.0))


@routes.step(PIN, Content.TEXT)
@routes.step(RADIUS, Content.TEXT)
def on_typed(talk: Talk) -> None:
    """The name of a community stands for its middle."""
    words = talk.incoming.words
    match = match_place(words, talk.work.house.gazetteer)
    if means(words, SendPlaceKey):
        talk.reply(Screen(PinHelp()), view=FORM)
    elif match.kind is PlaceKind.EXACT:
        found = match.communities[0]
        _ask_radius(talk, Point(found.lat, found.lon))
    else:
        talk.reply(Screen(PinUnclear()), view=FORM)


@routes.step(PIN)
@routes.step(RADIUS)
def on_other(talk: Talk) -> None:
    """Content that is no place: the question stands."""
    talk.reply(Screen(PinUnclear()), view=FORM)


@routes.press(RadiusPress)
def on_radius(talk: Talk, press: RadiusPress) -> None:
    """How far around; the pin is what the dialog remembers."""
    require_private(talk)
    data = talk.data
    if "lat" not in data or "lon" not in data:
        raise StalePress
    is_new = follow_circle(FollowCircle(Point(data["lat"], data["lon"]), press.metres), talk.work)
    talk.leave()
    talk.say(Added() if is_new else Known())
    _show_list(talk)


@routes.press(NoticesPress)
def on_notices(talk: Talk, press: NoticesPress) -> None:
    """[不再接收通知] or [重新接收通知] in the settings."""
    require_private(talk)
    if press.on:
        opt_in(talk.work)
    else:
        opt_out(talk.work)
    talk.say(OptedIn() if press.on else OptedOut())
    talk.work.session.flush()
    talk.show(settings_screen(talk))


def _ask_radius(talk: Talk, middle: Point) -> None:
    near = near_of(talk.work, middle)
    talk.reply(radius_screen(near), view=FORM)
    talk.step(RADIUS, lat=middle.lat, lon=middle.lon)


def _show_list(talk: Talk, page: int = 0) -> None:
    require_private(talk)
    talk.show(list_screen(talk.work, page), view=FORM)
