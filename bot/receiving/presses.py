"""The one answer Telegram takes to a press: after the commit, or blank when that takes too long."""

import asyncio
from typing import Protocol

import structlog

from bot.nursery import Nursery
from bot.receiving.answering import Answered
from bot.receiving.inbox import Parcel
from bot.wire.calls import Answer, Call
from texts.catalog import Catalog

PATIENCE = 1.0
"""Seconds a client shows its waiting sign at most."""
LIMIT = 200
log = structlog.get_logger(__name__)


class Calls(Protocol):
    """What calls methods of the Bot API."""

    async def call(self, call: Call) -> Answer:
        """Post a call and return the answer."""


class PressAnswer:
    """The answer to one press; given once, best effort, outside the transaction."""

    def __init__(self, wire: Calls, nursery: Nursery, catalog: Catalog, parcel: Parcel, callback_id: str,
                 patience: float = PATIENCE) -> None:
        self._wire = wire
        self._nursery = nursery
        self._catalog = catalog
        self._parcel = parcel
        self._callback_id = callback_id
        self._late = asyncio.get_running_loop().call_later(patience, self.give_blank)

    @property
    def is_given(self) -> bool:
        """Tell whether Telegram was answered already, by this try or an earlier one."""
        return self._parcel.pressed_answered

    def give(self, answered: Answered) -> None:
        """Answer with what the handler wants shown over the chat."""
        toast = answered.toast
        params: dict[str, object] = {}
        if toast.text is not None:
            params["text"] = self._catalog.word(toast.text, answered.language, plain=True)[:LIMIT]
            params["show_alert"] = toast.alert
        if toast.url is not None:
            params["url"] = toast.url
        self._give(params)

    def give_blank(self) -> None:
        """Answer without words, so that the client stops waiting."""
        self._give({})

    def stop(self) -> None:
        """Leave it unanswered for now; another try may follow."""
        self._late.cancel()

    def _give(self, params: dict[str, object]) -> None:
        self._late.cancel()
        if self.is_given:
            return
        self._parcel.pressed_answered = True
        self._nursery.start(self._call({"callback_query_id": self._callback_id, **params}))

    async def _call(self, params: dict[str, object]) -> None:
        try:
            answer = await self._wire.call(Call("answerCallbackQuery", params))
        except Exception as error:
            log.info("press_unanswered", error=type(error).__name__)
            return
        if answer.body is None or not answer.body.get("ok"):
            log.info("press_unanswered", status=answer.status)
