"""/start with all its payloads, the welcome, help and privacy."""

from handlers.join import begin_join
from handlers.menu import home, say_home
from handlers.mine_show import open_rows, show_own
from handlers.report_flow import park_report
from handlers.routes import Routes
from handlers.talk import Talk
from models.matter import Matter
from services.follow import JoinMatter, find_public, join_matter, public_text
from services.mine import is_mine
from services.qr import read_code
from services.seats import seats_of
from texts.commands import own_commands
from texts.message import Text
from texts.privacy import privacy_rows
from texts.screen import Button, Rows, Screen, row
from texts.start import (
    AskJoin,
    Help,
    HelpKey,
    HelpLine,
    JoinButton,
    JoinPress,
    LinkUnknown,
    MenuShown,
    NotJoinedNow,
    Privacy,
    PrivacyPress,
    StaffHelp,
    Welcome,
    join_rows,
    welcome_rows,
)

routes = Routes("start")
WELCOME = "welcome"
"""The view of the first message, which changes with the language chosen on it."""


@routes.command("start")
def on_start(talk: Talk) -> None:
    """/start, bare or with what a link carries."""
    payload = talk.incoming.arguments
    kind, _, rest = payload.partition("_")
    if kind == "join" and rest:
        begin_join(talk, rest)
        return
    park_report(talk)
    if kind in ("mt", "me") and rest:
        _show_matter(talk, rest, asks=kind == "me")
    elif payload:
        _prefill(talk, payload)
    else:
        _welcome(talk)


def _welcome(talk: Talk) -> None:
    """Say who we are, then bring the menu; one message cannot carry both kinds of buttons."""
    talk.reply(welcome_screen(talk), view=WELCOME)
    say_home(talk, MenuShown())


def welcome_screen(talk: Talk) -> Screen:
    """Say who we are; whose phone speaks no Chinese is offered English."""
    is_foreign = not (talk.incoming.language_code or "zh").lower().startswith("zh")
    speaks_chinese = talk.work.person.language != "en"
    return Screen(Welcome(talk.work.house.name), welcome_rows(offers_english=is_foreign and speaks_chinese))


def _prefill(talk: Talk, payload: str) -> None:
    code = read_code(talk.work, payload)
    if code is None:
        say_home(talk, LinkUnknown())
        return
    if is_new(talk):
        talk.reply(Screen(Welcome(talk.work.house.name), welcome_rows(offers_english=False)))
    talk.step("report.content", kind="request", via=code.constituency)
    talk.reply(Screen(code.greeting, keys=home(talk)), view="form")


def is_new(talk: Talk) -> bool:
    """Tell whether the person wrote to us for the first time just now."""
    return talk.work.person.created_at == talk.now


def _show_matter(talk: Talk, number: str, *, asks: bool) -> None:
    matter = find_public(talk.work, number)
    if matter is None:
        say_home(talk, LinkUnknown())
        return
    if is_new(talk):
        _welcome(talk)
    if is_mine(talk.work, matter):
        show_own(talk, matter)
        return
    text = public_text(talk.work, matter)
    talk.reply(Screen(AskJoin(text), join_rows(matter.id)) if asks else Screen(text, _join_row(matter)), view="public")


def _join_row(matter: Matter) -> Rows:
    return (row(Button(JoinButton(), JoinPress(matter.id, True))),) if matter.is_open else ()


@routes.press(JoinPress)
def on_join(talk: Talk, press: JoinPress) -> None:
    """[我也遇到] or [不是]."""
    if not press.yes:
        talk.show(Screen(NotJoinedNow()))
        return
    outcome = join_matter(JoinMatter(press.matter_id), talk.work)
    talk.show(Screen(outcome, open_rows(press.matter_id)), view="notice", matter_id=press.matter_id)


@routes.command("help")
@routes.key(HelpKey)
def on_help(talk: Talk) -> None:
    """`帮助`: for somebody of the roster what their roles add comes first."""
    resident: Text = Help(talk.work.house.policy.limits.matters_per_hour)
    own = own_commands({seat.role for seat in seats_of(talk.work)})
    lines = tuple(HelpLine(name, does) for name, does in own)
    say_home(talk, StaffHelp(lines, resident) if lines else resident)
    park_report(talk)


@routes.command("privacy")
def on_privacy(talk: Talk) -> None:
    """/privacy."""
    policy = talk.work.house.policy
    days = policy.limits.draft_expiry_days, policy.retention.letters_days, policy.retention.contacts_days
    talk.reply(Screen(Privacy(*days), privacy_rows()))


@routes.press(PrivacyPress)
def on_privacy_press(talk: Talk, press: PrivacyPress) -> None:
    """[隐私说明]."""
    on_privacy(talk)
