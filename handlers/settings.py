"""`设置` and /language."""

from handlers.menu import say_home
from handlers.report_flow import ask_next, current, park_report
from handlers.routes import Routes
from handlers.start import WELCOME, welcome_screen
from handlers.talk import Talk
from services.opt_out import wants_notices
from services.residents import SetLanguage, set_language
from texts.catalog import LANGUAGES
from texts.press import StalePress
from texts.screen import Screen
from texts.settings import ChooseLanguage, LanguageSet, Settings, language_rows, settings_rows
from texts.start import LanguagePress, SettingsKey
from texts.subscription_buttons import follow_row

routes = Routes("settings")


@routes.command("settings")
@routes.key(SettingsKey)
def on_settings(talk: Talk) -> None:
    """`设置`."""
    talk.reply(settings_screen(talk))
    park_report(talk)


def settings_screen(talk: Talk) -> Screen:
    """Show what can be set."""
    return Screen(Settings(), (*settings_rows(), follow_row(wants_notices=wants_notices(talk.work))))


@routes.command("language")
def on_language(talk: Talk) -> None:
    """/language."""
    talk.reply(Screen(ChooseLanguage(), language_rows()))


@routes.press(LanguagePress)
def on_language_press(talk: Talk, press: LanguagePress) -> None:
    """[中文] or [English]: the welcome it stands on and the menu follow at once, and a form's open question."""
    if press.language not in LANGUAGES:
        raise StalePress
    set_language(SetLanguage(press.language), talk.work)
    if talk.card is not None and talk.card.view == WELCOME:
        talk.show(welcome_screen(talk), view=WELCOME)
    say_home(talk, LanguageSet())
    draft = current(talk)
    if draft is not None:
        talk.card = None
        ask_next(talk, draft)
