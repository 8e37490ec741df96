"""python-telegram-bot's handlers: which kind of update goes to which route."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from telegram import Bot, Message, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.receiving.answering import Act, Pick
from bot.receiving.dispatch import HANDLING, App, Dispatcher
from bot.receiving.members import note_member
from bot.receiving.router import Router
from handlers.incoming import Content, Incoming, read
from handlers.talk import Talk
from services.chats import move_chat
from texts.engine import EditSeen, NotUnderstood, UnknownCommand
from texts.message import Text
from texts.press import Press, StalePress, unpack
from texts.screen import Screen

Context = ContextTypes.DEFAULT_TYPE


class _Forgetful(Application[Any, Any, Any, Any, Any, Any]):
    """PTB's application notes whom to write to its persistence; without one it would note everybody for ever."""

    __slots__ = ()

    def _mark_for_persistence_update(self, *, update: object | None = None, job: object | None = None) -> None:
        """Note nobody: all there is to keep lies in the database."""


def make_application(bot: Bot) -> App:
    """Return PTB's application without its updater and job queue: intake and time are ours."""
    return ApplicationBuilder().application_class(_Forgetful).bot(bot).updater(None).job_queue(None).build()


class Plain(filters.MessageFilter):
    """Messages that are no command: the most frequent, so they are looked for before the commands."""

    def filter(self, message: Message) -> bool:
        """Tell whether the message is none."""
        return not (message.text or "").startswith("/")


class Edge:
    """Turns routes into PTB handlers; each is an async adapter that hands one job to the dispatcher."""

    def __init__(self, router: Router, dispatcher: Dispatcher) -> None:
        self._router = router
        self._dispatcher = dispatcher

    def enter(self, application: App) -> None:
        """Add all handlers, in the order in which updates are offered to them."""
        for handler in (CallbackQueryHandler(self._on_press), *self._messages(), *self._rest()):
            application.add_handler(handler)
        application.add_error_handler(self._on_error)

    def _messages(self) -> list[Any]:
        new, private, groups = filters.UpdateType.MESSAGE, filters.ChatType.PRIVATE, filters.ChatType.GROUPS
        handlers: list[Any] = [MessageHandler(Plain() & new, self._on_message)]
        for feature in self._router.features:
            if feature.commands:
                handlers.append(self._command(feature.commands, private & new))
            if feature.group_commands:
                handlers.append(self._command(feature.group_commands, groups & new))
        return [*handlers, MessageHandler(private & new, self._on_unknown_command)]

    def _command(self, names: Iterable[str], where: filters.BaseFilter) -> Any:
        return CommandHandler(list(names), self._on_command, filters=where)

    def _rest(self) -> list[Any]:
        return [
            MessageHandler(filters.UpdateType.EDITED_MESSAGE, self._on_edit),
            ChatMemberHandler(self._on_member, ChatMemberHandler.MY_CHAT_MEMBER),
            TypeHandler(Update, self._on_other),
        ]

    async def _on_press(self, update: Update, _context: Context) -> None:
        incoming = read(update)
        if incoming is not None and not incoming.is_private:
            incoming = await self._with_rank(incoming, _press_of(incoming))
        await self._answer(incoming, self._pick_press)

    async def _on_message(self, update: Update, _context: Context) -> None:
        incoming = read(update)
        if incoming is not None and incoming.migrated_to is not None:
            old, new = incoming.chat_id, incoming.migrated_to
            await self._dispatcher.settle(lambda work: move_chat(work.session, old, new))
        else:
            await self._answer(incoming, self._pick_message)

    async def _on_command(self, update: Update, _context: Context) -> None:
        incoming = read(update)
        if incoming is not None and not incoming.is_private:
            incoming = await self._with_rank(incoming, _command_of(incoming))
        await self._answer(incoming, self._pick_command)

    async def _on_unknown_command(self, update: Update, _context: Context) -> None:
        await self._answer(read(update), _saying(UnknownCommand()))

    async def _on_edit(self, update: Update, _context: Context) -> None:
        incoming = read(update)
        # a live location is "edited" every few seconds: only words are worth an explanation
        has_words = incoming is not None and incoming.is_private and bool(incoming.words)
        await self._answer(incoming if has_words else None, self._pick_edited)

    async def _on_member(self, update: Update, _context: Context) -> None:
        change = update.my_chat_member
        await self._dispatcher.settle(None if change is None else lambda work: note_member(change, work))

    async def _on_other(self, _update: Update, _context: Context) -> None:
        await self._dispatcher.settle()

    @staticmethod
    async def _on_error(_update: object, context: Context) -> None:
        HANDLING.get().error = context.error

    async def _answer(self, incoming: Incoming | None, pick: Pick) -> None:
        if incoming is None:
            await self._dispatcher.settle()
        else:
            await self._dispatcher.answer(incoming, pick)

    async def _with_rank(self, incoming: Incoming, asked: str | type[Press] | None) -> Incoming:
        """Ask Telegram whether the sender administers the group, before the job, when its handler must know."""
        if asked is None or incoming.is_anonymous or not self._router.asks_admin(asked):
            return incoming
        return replace(incoming, is_admin=await self._dispatcher.administers(incoming.chat_id, incoming.user_id))

    # -- inside the job -----------------------------------------------------------

    def _pick_press(self, talk: Talk) -> Act:
        press = self._router.unpack(talk.incoming)
        handler = self._router.on_press(press)
        return lambda: handler(talk, press)

    def _pick_command(self, talk: Talk) -> Act | None:
        handler = self._router.on_command(_command_of(talk.incoming), in_group=not talk.incoming.is_private)
        return None if handler is None else lambda: handler(talk)

    def _pick_edited(self, talk: Talk) -> Act | None:
        handler = self._router.on_edited(talk)
        return _saying(EditSeen())(talk) if handler is None else lambda: handler(talk)

    def _pick_message(self, talk: Talk) -> Act | None:
        handler = self._router.on_message(talk)
        if handler is not None:
            return lambda: handler(talk)
        is_for_us = talk.incoming.is_private and talk.incoming.content is not Content.SERVICE
        return (lambda: _say(talk, NotUnderstood())) if is_for_us else None


def _command_of(incoming: Incoming) -> str:
    return incoming.words[1:].split(maxsplit=1)[0].partition("@")[0].lower()


def _press_of(incoming: Incoming) -> type[Press] | None:
    """Return what was pressed; a stale button is told so later, inside the job."""
    try:
        return type(unpack(incoming.press or ""))
    except StalePress:
        return None


def _saying(text: Text) -> Pick:
    return lambda talk: lambda: _say(talk, text)


def _say(talk: Talk, text: Text) -> None:
    talk.reply(Screen(text))
