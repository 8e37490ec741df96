"""From a stored update to its fate: handled by one job, refused in words, tried again or set aside."""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import structlog
from structlog.contextvars import bound_contextvars
from telegram import Update
from telegram.constants import ChatMemberStatus
from telegram.ext import Application

from bot.metrics.meters import UpdateMeters
from bot.nursery import Nursery
from bot.receiving.answering import Behind, Nobody, Pick, Refused, answer, explain_brake, give_up, settle, tell
from bot.receiving.brake import Brake
from bot.receiving.inbox import BACKOFF, KINDS, Backoff, Failure, Parcel
from bot.receiving.lanes import Fate
from bot.receiving.parsing import parse
from bot.receiving.presses import PATIENCE, Calls, PressAnswer
from bot.storage.desk import Desk
from bot.storage.store import DatabaseDown
from bot.wire.calls import Call
from handlers.incoming import Incoming, read
from models.refusals import Refusal
from services.work import Work
from texts.catalog import Catalog
from texts.press import StalePress

ADMINISTRATORS = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)
App = Application[Any, Any, Any, Any, Any, Any]
log = structlog.get_logger(__name__)


class Unmarked(Exception):
    """The update was not marked done, and nobody says why: python-telegram-bot swallowed the error."""


class Unreadable(Exception):
    """The update lacks what the Bot API promises: no later try can read it."""


@dataclass
class Handling:
    """What becomes of the update being handled; success is a mark set after the commit, never a silence."""

    parcel: Parcel
    is_settled: bool = False
    is_refused: bool = False
    error: BaseException | None = None


HANDLING: ContextVar[Handling] = ContextVar("handling")


class Dispatcher:
    """Handles parcels through PTB's application; its handlers (bot.receiving.edge) call `answer` and `settle`."""

    def __init__(self, application: App, desk: Desk, catalog: Catalog, wire: Calls, nursery: Nursery,
                 brake: Brake, *, backoff: Backoff = BACKOFF, patience: float = PATIENCE,
                 meters: UpdateMeters | None = None) -> None:
        self._application = application
        self._desk = desk
        self._catalog = catalog
        self._wire = wire
        self._nursery = nursery
        self._brake = brake
        self._backoff = backoff
        self._patience = patience
        self._meters = meters or UpdateMeters()

    async def handle(self, parcel: Parcel) -> Fate | float:
        """Handle one update; return its fate, or the seconds after which it shall be tried again.

        Raises:
            DatabaseDown: nothing was changed, it may be tried again at any time.
        """
        with bound_contextvars(inbox_id=parcel.id, update_id=parcel.raw.get("update_id")):
            return await self._handle(Handling(parcel))

    async def _handle(self, handling: Handling) -> Fate | float:
        parcel, update = handling.parcel, None
        token = HANDLING.set(handling)
        try:
            if parcel.raw.keys().isdisjoint(KINDS):
                await self.settle()  # nobody answers it, so it need not even be readable
            else:
                update = self._parse(parcel)
                if not parcel.is_braked and (wait := await self._slow_down(update)):
                    return wait
                parcel.is_braked = True
                await self._application.process_update(update)
        except Exception as error:
            handling.error = error
        finally:
            HANDLING.reset(token)
        return await self._fate(handling, update)

    def _parse(self, parcel: Parcel) -> Update:
        try:
            return parse(parcel.raw, self._application.bot)
        except Exception as error:
            raise Unreadable(f"{type(error).__name__}: {error}") from error

    # -- for the handlers: one job each ---------------------------------------------

    async def answer(self, incoming: Incoming, pick: Pick) -> None:
        """Hand the whole rest to the store as one job; a refusal undoes it and is told by a second one."""
        handling = HANDLING.get()
        press = self._press(handling.parcel, incoming)
        try:
            answered = await self._desk.do(lambda work: answer(work, handling.parcel, incoming, pick))
        except (Refusal, StalePress, Nobody) as why:
            is_late = press is not None and press.is_given
            refusal, handling.is_refused = Refused(why, is_late), True
            answered = await self._desk.do(lambda work: tell(work, handling.parcel, incoming, refusal))
        except Behind:
            if press is not None:
                press.stop()
            raise
        handling.is_settled = True
        if press is not None:
            press.give(answered)

    async def settle(self, act: Callable[[Work], object] | None = None) -> None:
        """Mark the update done that no person waits for, together with what it changes."""
        handling = HANDLING.get()

        def job(work: Work) -> None:
            settle(work, handling.parcel)
            if act is not None:
                act(work)

        await self._desk.do(job)
        handling.is_settled = True

    async def administers(self, chat_id: int, user_id: int) -> bool:
        """Ask Telegram whether a person administers a group; where it gives no answer, nobody does."""
        answer = await self._wire.call(Call("getChatMember", {"chat_id": chat_id, "user_id": user_id}))
        member = answer.body.get("result") if answer.body and answer.body.get("ok") else None
        return isinstance(member, dict) and member.get("status") in ADMINISTRATORS

    # -- fate -------------------------------------------------------------------------

    async def _fate(self, handling: Handling, update: Update | None) -> Fate | float:
        if handling.is_settled:
            self._count(handling)
            return Fate.SETTLED
        error = handling.error or Unmarked(Unmarked.__doc__)
        if isinstance(error, Behind):
            return Fate.BEHIND
        if isinstance(error, DatabaseDown):
            raise error
        incoming = _read(update)
        words = f"{type(error).__name__}: {error}"[:1000]
        is_unreadable = isinstance(error, Unreadable)
        failure = Failure(words, () if is_unreadable else self._backoff)
        pause = await self._desk.do(lambda work: give_up(work, handling.parcel, incoming, failure))
        self._meters.failed(is_dead=pause is None, is_unreadable=is_unreadable)
        self._log(error, is_dead=pause is None)
        return Fate.SETTLED if pause is None else pause

    def _count(self, handling: Handling) -> None:
        received, now = handling.parcel.received_at, self._desk.clock.real_now()
        self._meters.settled(received, now, is_refused=handling.is_refused)
        log.debug("update_handled", refused=handling.is_refused, seconds=round((now - received).total_seconds(), 4))

    @staticmethod
    def _log(error: BaseException, *, is_dead: bool) -> None:
        event = "update_set_aside" if is_dead else "update_failed"
        log.error(event, exc_info=error)

    async def _slow_down(self, update: Update | None) -> float:
        """Return the seconds a message waits because its sender is too fast; groups never wait."""
        message = update.message if update is not None else None
        if message is None or message.from_user is None or message.chat.type != message.chat.PRIVATE:
            return 0.0
        person = message.from_user.id
        wait = self._brake.wait(person)
        incoming = read(update) if wait and update is not None and self._brake.must_explain(person) else None
        if incoming is not None:
            await self._desk.do(lambda work: explain_brake(work, incoming, self._brake.limit))
        return wait

    def _press(self, parcel: Parcel, incoming: Incoming) -> PressAnswer | None:
        if incoming.callback_id is None:
            return None
        return PressAnswer(self._wire, self._nursery, self._catalog, parcel, incoming.callback_id, self._patience)


def _read(update: Update | None) -> Incoming | None:
    """Read an update that may be just what cannot be read."""
    try:
        return read(update) if update is not None else None
    except Exception:
        return None
