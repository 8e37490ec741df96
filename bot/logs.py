"""Structured logs to standard error, without the token and without personal data.

An error's own words may quote what somebody typed or the row it was about: the log names its class and where it
happened. Words of failed updates and failed due work stand in their rows, for as long as those are kept.
"""

import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog

TOKEN = re.compile(r"(bot)?\d{3,}:[\w-]{20,}")
NUMBER = re.compile(r"(?<![\w.])[-+]?\d{7,}(?!\w)")
"""Long enough to be the number of a chat, a person or a phone."""
NOT_PEOPLES = frozenset({"timestamp", "level"})
Event = MutableMapping[str, Any]


def hide_token(_: object, __: str, event: Event) -> Event:
    """Replace anything that looks like a bot token."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = TOKEN.sub("<token>", value)
    return event


def hide_numbers(_: object, __: str, event: Event) -> Event:
    """Replace, in words, numbers that may be somebody's; our own keys hold theirs as numbers."""
    for key, value in event.items():
        if isinstance(value, str) and key not in NOT_PEOPLES:
            event[key] = NUMBER.sub("<number>", value)
    return event


def without_words(exc_info: Any) -> str:
    """Return a traceback: classes and places of an error and its causes, not what they say, no variables."""
    _, error, _ = exc_info
    lines: list[str] = []
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        frames = traceback.extract_tb(error.__traceback__)
        lines += [f"{type(error).__module__}.{type(error).__qualname__}",
                  *(f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in reversed(frames))]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        lines += ["because of"] if error is not None and id(error) not in seen else []
    return "\n".join(lines)


def processors() -> list[Any]:
    """Return what every log line goes through before it is drawn."""
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.ExceptionRenderer(without_words),
        hide_token,
        hide_numbers,
    ]


def configure(level: str, as_json: bool) -> None:
    """Set up structlog and let the standard library's records pass through it."""
    shared = processors()
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        cache_logger_on_first_use=True,
    )
    # rich's tracebacks would show the variables of every frame
    plain = structlog.dev.plain_traceback
    for_people = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=plain)
    renderer: Any = structlog.processors.JSONRenderer(ensure_ascii=False) if as_json else for_people
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
    ))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for noisy in ("aiohttp.access", "httpx", "alembic", "apscheduler", "telegram"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    # a tick that takes longer than a second swallows the next one, as it should: no news for an operator
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
