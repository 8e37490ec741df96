"""The machines of a running bot and the wires between them."""

import asyncio
import hashlib
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from aiohttp import web
from prometheus_client import CollectorRegistry
from telegram import Bot

from bot.features import FEATURES
from bot.gaps import tell_gaps
from bot.media.clerk import Clerk
from bot.media.drawer import PictureDrawer
from bot.media.exporter import Exporter
from bot.media.fetcher import MediaFetcher
from bot.metrics.meters import UpdateMeters
from bot.metrics.page import MetricsPage, Parts
from bot.metrics.readiness import Readiness
from bot.metrics.tables import Tables
from bot.nursery import Nursery
from bot.pages import serve_pages
from bot.receiving.brake import Brake
from bot.receiving.dispatch import Dispatcher
from bot.receiving.edge import Edge, make_application
from bot.receiving.inbox import Inbox
from bot.receiving.intake import open_polling, open_webhook
from bot.receiving.lanes import Lanes
from bot.receiving.polling import Polling
from bot.receiving.router import Router
from bot.receiving.sharing import Sharing
from bot.receiving.webhook import Webhook
from bot.sending.pacing import Pacer
from bot.sending.postman import Postman
from bot.sending.sender import OutboxSender
from bot.storage.desk import Desk
from bot.storage.notices import Notices
from bot.storage.store import Store
from bot.timing.clock import BusinessClock
from bot.timing.follower import Follower
from bot.timing.ticker import Ticker
from bot.wire.calls import Wire
from bot.wire.files import TelegramFiles
from bot.wire.transport import AiohttpRequest
from config.settings import Mode, Settings
from models.matter import Matter
from services.cards import refresh
from services.commands import offer_all
from services.retention import plan_retention
from services.rhythm import keep_rhythm
from services.rules import note_policy
from services.search_index import index_missing, look_for_missing
from services.work import House, Work
from texts.catalog import Catalog
from web.health import Health
from web.metrics import metrics_route

BODY_LIMIT = 1 << 20
INDEX_PAGE = 200
PURGE_SECONDS = 3600.0
FOLLOW_SECONDS = 0.25
UNLIMITED = 1_000_000


@dataclass(frozen=True)
class Ground:
    """What every machine stands on."""

    settings: Settings
    bot: Bot
    request: AiohttpRequest
    house: House
    store: Store
    clock: BusinessClock
    nursery: Nursery


class Engine:
    """The machines of a running bot and the wires between them."""

    def __init__(self, ground: Ground) -> None:
        settings, house, clock = ground.settings, ground.house, ground.clock
        self.ground, self.settings, self.nursery = ground, settings, ground.nursery
        tables, contact, registry = Tables(ground.store), ground.request.contact, CollectorRegistry()
        readiness, meters = Readiness(ground.store, contact, tables), UpdateMeters(registry)
        self.health = Health({"database": readiness.database},
                             {"telegram": readiness.telegram, "lag": readiness.lag})
        catalog = Catalog(house.zone, clock.now)
        wire = Wire(ground.request, settings.bot_token.get_secret_value(), f"{settings.bot_api_url}/bot")
        notices = self.notices = Notices(None if ground.store.database.is_alone else settings.direct_url)
        pacer = Pacer(speed=settings.speed, is_on=settings.limits, paid=settings.paid_broadcast)
        self.sender = OutboxSender(ground.store, Postman(wire, catalog), pacer, clock,
                                   alone=ground.store.database.is_alone, told=self._show_blocked,
                                   notices=notices)
        self.metrics = MetricsPage(registry, Parts(
            self.sender.counters, contact, tables, lambda: pacer.rate * pacer.speed, lambda: self.sender.leads,
            settings.mode is Mode.POLLING))
        self.desk = Desk(ground.store, clock, house, self.sender)
        self.application = make_application(ground.bot)
        per_minute = house.policy.limits.messages_per_minute if settings.limits else UNLIMITED
        brake = Brake(per_minute, clock.monotonic, settings.speed)
        dispatcher = Dispatcher(self.application, self.desk, catalog, wire, self.nursery, brake,
                                meters=meters)
        Edge(Router(FEATURES), dispatcher).enter(self.application)
        self.inbox = Inbox(ground.store, ground.bot.id, meters)
        self.lanes = Lanes(self.inbox, dispatcher.handle, self.nursery)
        self.sharing = Sharing(self.inbox, self.lanes, notices, self.nursery, clock.monotonic)
        self.polling = Polling(wire, self.inbox, self.sharing, clock)
        self.ticker = Ticker(self.desk)
        self.media = MediaFetcher(self.desk, TelegramFiles(ground.bot, ground.request), settings.media)
        self.pictures = PictureDrawer(self.desk, catalog, settings.media)
        self.clerk = Clerk(self.desk, settings.media, settings.erasures_file)
        self.exporter = Exporter(self.desk, catalog, settings.media)
        self.follower = self._follower(clock)

    async def _show_blocked(self, matters: set[int]) -> None:
        """Let the deputies' cards say that a resident shut us out."""
        for matter_id in sorted(matters):
            await self.desk.do(partial(_refresh, matter_id))

    async def _index(self) -> None:
        """Let matters be found that were submitted before there was an index, a page at a time."""
        last: int | None = 0
        while last is not None:
            missing, last = await self.desk.read(partial(look_for_missing, after=last))
            for start in range(0, len(missing), INDEX_PAGE):
                await self.desk.do(partial(index_missing, ids=missing[start:start + INDEX_PAGE]))

    def _follower(self, clock: BusinessClock) -> Follower | None:
        if self.settings.clock_url is None:
            return None
        # a replay's clock never stands still: waiting for the outbox to run dry would stop it
        drains = () if self.settings.speed != 1 else (self.pictures.drain, self.sender.drain)
        return Follower(self.settings.clock_url, clock, self.ground.store, self.ticker.tick, *drains)

    async def open(self, closing: AsyncExitStack, stop: asyncio.Event) -> str:
        """Start everything, the intake last; returns the address of our pages."""
        if self.follower:
            await self.follower.start()
            closing.push_async_callback(self.follower.close)
        await self.application.initialize()
        await self.clerk.replay()
        rules = hashlib.sha256(await asyncio.to_thread(self.settings.policy.read_bytes)).hexdigest()
        await self.desk.do(lambda work: note_policy(work, rules))
        await self.desk.read(tell_gaps)
        await self.desk.do(keep_rhythm)
        await self.desk.do(plan_retention)
        await self.desk.do(offer_all)
        self.notices.start(self.nursery)
        sending = self.nursery.start(self.sender.run(stop), "sender")
        closing.push_async_callback(lambda: asyncio.wait([sending]))
        closing.callback(stop.set)  # a start that fails from here on must end, not wait for its own sender
        self.nursery.start(self.media.run(stop), "media")
        self.nursery.start(self.pictures.run(stop), "pictures")
        self.nursery.start(self.clerk.run(stop), "clerk")
        self.nursery.start(self.exporter.run(stop), "exports")
        self.nursery.repeat(self.exporter.clean, PURGE_SECONDS, "clean the exports")
        self.nursery.start(self._index(), "search index")
        self.nursery.repeat(self.inbox.purge, PURGE_SECONDS, "purge the inbox")
        self.ticker.start()
        closing.push_async_callback(self.ticker.stop)
        if self.follower:
            self.nursery.repeat(self.follower.follow, FOLLOW_SECONDS, "follow the clock")
        await self.lanes.start()
        closing.callback(self.sharing.leave)
        closing.push_async_callback(self.lanes.close)
        self.sharing.start()
        address = await self._take_updates(closing)
        self.health.ready = True
        return address

    async def _take_updates(self, closing: AsyncExitStack) -> str:
        pages = web.Application(client_max_size=BODY_LIMIT)
        pages.add_routes([*self.health.routes(), metrics_route(self.metrics.render)])
        if self.settings.mode is Mode.POLLING:
            address = await serve_pages(pages, self.settings, closing)
            closing.push_async_callback(await open_polling(self.polling, self.nursery))
            return address
        webhook = self._webhook()
        webhook.add_to(pages, urlsplit(self.settings.webhook_url or "").path or "/")
        address = await serve_pages(pages, self.settings, closing)
        closing.push_async_callback(await open_webhook(self.ground.bot, webhook, self.settings, self.nursery))
        return address

    def _webhook(self) -> Webhook:
        secret = self.settings.webhook_secret
        return Webhook(self.inbox, self.lanes, secret.get_secret_value() if secret else "")


def _refresh(matter_id: int, work: Work) -> None:
    refresh(work, work.session.get_one(Matter, matter_id))
