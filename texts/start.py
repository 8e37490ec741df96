"""Words of the first meeting: welcome, menu, privacy, help, and what a link opens."""

from datetime import datetime

from texts.message import Names, Term, Text
from texts.near import NearKey
from texts.press import Press
from texts.screen import Button, Key, Keys, row


class SnapKey(Text):
    """`随手拍`: a report that begins with a photo."""


class RequestKey(Text):
    """`反映诉求`: a report that begins with words."""


class MyKey(Text):
    """`我的诉求`."""


class SettingsKey(Text):
    """`设置`."""


class HelpKey(Text):
    """`帮助`."""


class Welcome(Text):
    """Who we are, what happens to your words, three lines on privacy."""

    district: str


class MenuShown(Text):
    """The menu is below, or just begin."""


class FromStation(Text):
    """A station's code was scanned."""

    station: str


class FromDeputy(Text):
    """A deputy's code was scanned."""

    deputy: str
    constituency: str


class PrivacyButton(Text):
    """[隐私说明]."""


class EnglishButton(Text):
    """[English]."""


class Privacy(Text):
    """What is kept, for how long, and who sees it."""

    draft_days: int
    letters_days: int
    contacts_days: int


class StaffHelp(Text):
    """What somebody of the roster can do, and below what every resident can."""

    lines: tuple[Text, ...]
    resident: Text


class HelpLine(Text):
    """One command and what it does."""

    command: str
    does: Text


class Help(Text):
    """How to use the assistant."""

    matters_per_hour: int


class LinkUnknown(Text):
    """The link's code means nothing to us."""


class LooseWords(Text):
    """Too short a text outside any form."""


class BackToMenu(Text):
    """The form was left; nothing was waiting."""


class NothingToLeave(Text):
    """/cancel or /back outside any form."""


class LeftForm(Text):
    """/cancel inside a form that keeps no draft."""


class NotHere(Text):
    """Content that no one can use: sticker, dice, contact of another person, a file."""


class FileNotTaken(Text):
    """A document that is no image."""


class TooLarge(Text):
    """A file over Telegram's limit."""

    limit: int


class PublicMatter(Text):
    """A matter as a stranger may see it."""

    number: str
    category: Names
    place: str | Text
    state: Term
    days: Text
    words: Text | str | None
    followers: int


class KeptWords(Text):
    """The words are not public."""


class PlaceUnnamed(Text):
    """The public view of a matter without a community."""


class AskJoin(Text):
    """Whether one met the same trouble."""

    matter: Text


class JoinButton(Text):
    """[我也遇到]."""


class NotMeButton(Text):
    """[不是]."""


class Joined(Text):
    """One follows the matter now."""

    number: str
    count: int


class AlreadyJoined(Text):
    """One followed it before."""

    number: str


class OwnJoin(Text):
    """It is one's own matter."""

    number: str


class NotJoinedNow(Text):
    """[不是] was pressed."""


class MatterEnded(Text):
    """Nobody can join what has ended."""

    number: str
    state: Term


class Today(Text):
    """Less than a day old."""


class DaysOld(Text):
    """Some days old."""

    days: int


class PrivacyPress(Press, verb="privacy"):
    """[隐私说明]."""


class LanguagePress(Press, verb="lang"):
    """A language was chosen."""

    language: str


class JoinPress(Press, verb="follow"):
    """[我也遇到] or [不是]."""

    matter_id: int
    yes: bool


def menu() -> Keys:
    """Return the resident's reply keyboard."""
    return ((Key(SnapKey()), Key(RequestKey())), (Key(MyKey()), Key(NearKey())), (Key(SettingsKey()), Key(HelpKey())))


def welcome_rows(*, offers_english: bool) -> tuple[tuple[Button, ...], ...]:
    """Return the buttons under the welcome."""
    buttons = [Button(PrivacyButton(), PrivacyPress())]
    if offers_english:
        buttons.append(Button(EnglishButton(), LanguagePress("en")))
    return (tuple(buttons),)


def join_rows(matter_id: int) -> tuple[tuple[Button, ...], ...]:
    """Return the two answers to `AskJoin`."""
    return (row(Button(JoinButton(), JoinPress(matter_id, True)), Button(NotMeButton(), JoinPress(matter_id, False))),)


def age(since: datetime | None, now: datetime) -> Text:
    """Return how old something is in whole days."""
    days = (now - since).days if since else 0
    return DaysOld(days) if days > 0 else Today()
