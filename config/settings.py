"""Configuration from the environment, read once: prefix HUYING_, an .env file works too."""

import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "HUYING_"
HERE = Path(__file__).parent
FREE_RATE, PAID_RATE = 30, 1000
"""Messages a second a bot may send, and may pay for (Bot API, allow_paid_broadcast)."""


class Mode(StrEnum):
    """How updates reach us."""

    POLLING = "polling"
    WEBHOOK = "webhook"


class LogFormat(StrEnum):
    """How log lines look."""

    CONSOLE = "console"
    JSON = "json"


class SettingsError(Exception):
    """A variable is wrong or missing; the message names it and the mend."""


def _http_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("give an address such as https://example.org")
    return value.rstrip("/")


def _proxy_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https", "socks4", "socks5") or not parts.hostname:
        raise ValueError("give an address such as http://host:3128 or socks5://host:1080")
    return value


def _database_url(value: str) -> str:
    scheme = value.partition("://")[0].partition("+")[0]
    if scheme not in ("sqlite", "postgresql", "postgres") or "://" not in value:
        raise ValueError("give sqlite:///path or postgresql://user@host/name")
    return value


def _token(value: SecretStr) -> SecretStr:
    if not re.fullmatch(r"\d+:[\w-]+", value.get_secret_value(), re.ASCII):
        raise ValueError("give the token that @BotFather shows, such as 123456:ABC...")
    return value


def _secret(value: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[\w-]{1,256}", value.get_secret_value(), re.ASCII):
        raise ValueError("give 16 to 256 characters of A-Z a-z 0-9 _ -")
    return value


def _paid_rate(value: int) -> int:
    if value != 0 and not FREE_RATE < value <= PAID_RATE:
        raise ValueError(f"give 0, or more than the {FREE_RATE} that are free and at most {PAID_RATE}")
    return value


HttpUrl = Annotated[str, AfterValidator(_http_url)]


class Settings(BaseSettings):
    """What the environment says; every field is a variable with the prefix HUYING_."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore", frozen=True)

    bot_token: Annotated[SecretStr, AfterValidator(_token)]
    bot_api_url: HttpUrl = "https://api.telegram.org"
    database_url: Annotated[str, AfterValidator(_database_url)] = Field(default="sqlite:///huying.db", repr=False)
    database_direct_url: Annotated[str, AfterValidator(_database_url)] | None = Field(default=None, repr=False)
    """The same database past a pooler (PgBouncer): for what outlives a transaction, and for all work beside the bot."""
    mode: Mode = Mode.POLLING
    webhook_url: HttpUrl | None = None
    webhook_secret: Annotated[SecretStr, AfterValidator(_secret)] | None = None
    http_host: str = "127.0.0.1"
    http_port: int = Field(default=8080, ge=0, le=65535)
    proxy: Annotated[str, AfterValidator(_proxy_url)] | None = Field(default=None, repr=False)
    media: Path = Path("media")
    erasures: Path | None = None
    """The file of who was erased, as digests; by default ``erasures.txt`` beside the media folder."""
    organisation: Path = HERE / "organisations" / "baoan.toml"
    policy: Path = HERE / "policy.toml"
    canned: Path = HERE / "canned"
    log_format: LogFormat = LogFormat.CONSOLE
    log_level: str = Field(default="INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$")
    clock_url: HttpUrl | None = None
    """The sandbox's clock, in demos and tests only."""
    limits: bool = True
    """Keep to Telegram's rates; off in benches only."""
    paid_broadcast: Annotated[int, AfterValidator(_paid_rate)] = 0
    """Messages a second of broadcasts that Telegram may charge for."""
    speed: float = Field(default=1.0, gt=0)
    """How many times faster than real time business runs, in replays only."""

    @property
    def direct_url(self) -> str:
        """Return the database's address past any pooler."""
        return self.database_direct_url or self.database_url

    @property
    def is_pooled(self) -> bool:
        """Tell whether ``database_url`` leads through a pooler, where each transaction may meet another session."""
        return self.direct_url != self.database_url

    @property
    def erasures_file(self) -> Path:
        """Return the file of who was erased."""
        return self.erasures or self.media.parent / "erasures.txt"

    @model_validator(mode="after")
    def _pooler_is_postgresql(self) -> "Settings":
        if self.is_pooled and not (self.database_url.startswith("postgres") and self.direct_url.startswith("postgres")):
            raise ValueError("DATABASE_DIRECT_URL: give the PostgreSQL address of the same database past its pooler")
        return self

    @model_validator(mode="after")
    def _webhook_is_whole(self) -> "Settings":
        if self.mode is Mode.WEBHOOK and not self.webhook_url:
            raise ValueError(
                "WEBHOOK_URL: give the public https address that Telegram shall call, or MODE=polling"
            )
        if self.mode is Mode.WEBHOOK and not self.webhook_secret:
            raise ValueError("WEBHOOK_SECRET: give 16 to 256 characters of A-Z a-z 0-9 _ -")
        return self


def load(**overrides: Any) -> Settings:
    """Read the settings.

    Raises:
        SettingsError: one sentence naming the first wrong variable and the mend; it never shows the value.
    """
    try:
        return Settings(**overrides)
    except ValidationError as error:
        raise SettingsError(_sentence(error)) from None


def _sentence(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False)[0]
    text = first["msg"].removeprefix("Value error, ")
    if not first["loc"]:
        return f"{PREFIX}{text}"
    name = PREFIX + str(first["loc"][0]).upper()
    if first["type"] == "missing":
        return f"{name} is missing: set it in the environment or in a file named .env"
    return f"{name} is wrong: {text[0].lower()}{text[1:]}"
