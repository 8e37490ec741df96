"""Words of the settings: language and what is kept."""

from texts.message import Text
from texts.screen import Button, Rows, row
from texts.start import EnglishButton, LanguagePress, PrivacyButton, PrivacyPress


class Settings(Text):
    """What can be set."""


class ChooseLanguage(Text):
    """Which language."""


class ChineseButton(Text):
    """[中文]."""


class LanguageSet(Text):
    """The language was changed."""


def language_rows() -> Rows:
    """Return the choice of languages."""
    return (row(Button(ChineseButton(), LanguagePress("zh-Hans")), Button(EnglishButton(), LanguagePress("en"))),)


def settings_rows() -> Rows:
    """Return the buttons under the settings."""
    return (*language_rows(), row(Button(PrivacyButton(), PrivacyPress())))
