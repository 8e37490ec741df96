"""Carries one letter: words it, calls Telegram, reads the answer, mends what can be mended at once."""

from dataclasses import replace

import structlog
from telegram.error import TelegramError

from bot.sending.leases import Leased
from bot.sending.outcomes import Fate, Outcome, read_answer, read_error
from bot.sending.records import Result, backoff
from bot.sending.render import (
    Envelope,
    Rendered,
    render_commands,
    render_delete,
    render_edit,
    render_send,
    without_markup,
    without_thread,
)
from bot.wire.calls import Call, Wire
from bot.wire.redact import redact
from texts.catalog import Catalog

REPAIRS = {Fate.PLAIN: without_markup, Fate.GENERAL: without_thread}
log = structlog.get_logger(__name__)


class Postman:
    """Sends letters one at a time; never raises, because every letter must get an outcome."""

    def __init__(self, wire: Wire, catalog: Catalog) -> None:
        self._wire = wire
        self._catalog = catalog

    async def carry(self, letter: Leased, *, paid: bool = False) -> Result:
        """Send a letter and tell what became of it; ``paid``: Telegram may charge for it."""
        if letter.method == "delete" and letter.message_id is None:
            return Result(letter, Outcome(Fate.SENT))
        try:
            rendered = self.render(letter)
            outcome = await self._call(letter, _paid(rendered.call) if paid else rendered.call)
        except OSError as error:
            gone = f"a file of it cannot be read: {type(error).__name__}"
            return Result(letter, Outcome(Fate.DEAD, error=gone))
        except Exception as error:
            log.exception("letter_broken", letter=letter.id)
            return Result(letter, Outcome(Fate.DEAD, error=redact(f"{type(error).__name__}: {error}")))
        wait = backoff(letter.attempts) if outcome.fate in (Fate.RETRY, Fate.UNKNOWN) else 0.0
        return Result(letter, outcome, rendered.medium, wait)

    def render(self, letter: Leased) -> Rendered:
        """Word a letter in its reader's language."""
        to = Envelope(letter.chat_id, letter.thread_id, letter.silent, letter.reply_to, letter.message_id,
                      letter.medium or "text")
        if letter.is_new_message:
            return render_send(letter.screen, letter.language, to, self._catalog)
        if letter.method == "edit":
            return render_edit(letter.screen, letter.language, to, self._catalog)
        if letter.method == "commands":
            return render_commands(letter.screen, letter.language, to, self._catalog)
        return render_delete(to)

    async def _call(self, letter: Leased, call: Call) -> Outcome:
        method = "send" if letter.is_new_message else letter.method
        for repair in (True, True, False):
            try:
                outcome = read_answer(method, await self._wire.call(call))
            except TelegramError as error:
                outcome = read_error(error)
            if outcome.fate not in REPAIRS:
                break
            log.warning("letter_repaired", letter=letter.id, fate=outcome.fate, error=outcome.error)
            if repair:
                call = REPAIRS[outcome.fate](call)
        return Outcome(Fate.DEAD, error=outcome.error) if outcome.fate in REPAIRS else outcome


def _paid(call: Call) -> Call:
    """Allow Telegram to charge for a message, as the Bot API says of allow_paid_broadcast."""
    return replace(call, params={**call.params, "allow_paid_broadcast": True})
