"""Telegram over aiohttp: keep-alive, proxies, uploads, and errors that say whether a request ever left."""

import ssl
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import orjson
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.wire.contact import Contact

CONNECT_TIMEOUT = 5.0
READ_TIMEOUT = 20.0
UPLOAD_TIMEOUT = 60.0
KEEP_ALIVE = 15.0
"""Seconds an idle connection is reused: less than any server keeps it, or a send would meet a closed one."""

Body = aiohttp.FormData | aiohttp.Payload | Mapping[str, str] | None


class NotSent(Exception):
    """Marks an error of a request that never reached Telegram, so that repeating it is safe."""


class ConnectFailed(NotSent, NetworkError):
    """No connection to Telegram (or its proxy) came about."""


class ConnectTimedOut(NotSent, TimedOut):
    """No connection to Telegram, or no free one of our own, came about in time."""


class ProxyRefused(ValueError):
    """HUYING_PROXY cannot work; the message says why and names no password."""


class AiohttpRequest(BaseRequest):
    """PTB's request port on aiohttp; `fetch` is the raw way the sender takes.

    Messages of its errors hold class names only: aiohttp's own may hold the address, which holds the token.
    """

    def __init__(
        self,
        *,
        connections: int = 100,
        proxy: str | None = None,
        connect_timeout: float = CONNECT_TIMEOUT,
        read_timeout: float = READ_TIMEOUT,
        upload_timeout: float = UPLOAD_TIMEOUT,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._connections = connections
        self._proxy = proxy
        self._connect_timeout = connect_timeout
        self._read_timeout = read_timeout
        self._upload_timeout = upload_timeout
        self._tls = tls
        self._session: aiohttp.ClientSession | None = None
        self.contact = Contact()
        check_proxy(proxy)

    @property
    def read_timeout(self) -> float | None:
        """Return the seconds an answer may take."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Open the pool of connections; harmless when it is open."""
        if self._session is None or self._session.closed:
            is_socks = _is_socks(self._proxy)
            self._session = aiohttp.ClientSession(
                connector=self._connector(is_socks),
                proxy=None if is_socks else self._proxy,
                headers={"User-Agent": "Huying"},
                timeout=_timeout(self._connect_timeout, self._read_timeout),
                cookie_jar=aiohttp.DummyCookieJar(),
            )

    async def shutdown(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def fetch(self, url: str, body: Body, *, method: str = "POST",
                    patience: aiohttp.ClientTimeout | None = None) -> tuple[int, bytes]:
        """Return status and body of an answer.

        Raises:
            NotSent: the request never reached Telegram (also a NetworkError of PTB).
            TimedOut: it was sent and no answer came in time.
            NetworkError: it was sent and the connection broke.
        """
        if self._session is None:
            raise RuntimeError("the transport is not initialized")
        options: dict[str, Any] = {}
        if patience is not None:
            options["timeout"] = patience
        try:
            async with self._session.request(method, url, data=body, **options) as answer:
                payload = await answer.read()
                self.contact.answered(answer.status)
                return answer.status, payload
        except _failures() as error:
            failure = translate(error)
        self.contact.failed()
        # raised out here so that the original, whose text may hold the token, is not even its context
        raise failure

    def upload_timeout(self) -> aiohttp.ClientTimeout:
        """Return the patience for a request that carries files."""
        return _timeout(self._connect_timeout, self._upload_timeout)

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Serve PTB's own methods."""
        has_files = request_data is not None and request_data.contains_files
        read = _given(read_timeout, self._upload_timeout if has_files else self._read_timeout)
        patience = _timeout(_given(connect_timeout, self._connect_timeout), read)
        return await self.fetch(url, _ptb_body(request_data), method=method, patience=patience)

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """Parse an answer; what does not parse is not logged."""
        try:
            return orjson.loads(payload)
        except orjson.JSONDecodeError:
            raise TelegramError("Invalid server response") from None

    def _connector(self, is_socks: bool) -> aiohttp.BaseConnector:
        options: dict[str, Any] = {
            "limit": self._connections, "keepalive_timeout": KEEP_ALIVE, "ttl_dns_cache": 300,
            "ssl": self._tls if self._tls is not None else True,
        }
        if not is_socks:
            return aiohttp.TCPConnector(**options)
        from aiohttp_socks import ProxyConnector  # only installations behind a socks proxy need the package

        connector: aiohttp.BaseConnector = ProxyConnector.from_url(self._proxy or "", **options)
        return connector


def check_proxy(proxy: str | None) -> None:
    """Refuse a proxy that cannot work; the message names no password.

    Raises:
        ProxyRefused: unknown scheme, no host, or a socks proxy without the package it needs.
    """
    if not proxy:
        return
    parts = urlsplit(proxy)
    if parts.scheme not in ("http", "https", "socks4", "socks5") or not parts.hostname:
        raise ProxyRefused("HUYING_PROXY must look like http://host:port, socks5://host:port or socks4://host:port")
    if _is_socks(proxy) and not _socks_errors():
        raise ProxyRefused("HUYING_PROXY: a socks proxy needs one more package: pip install aiohttp-socks")


def translate(error: Exception) -> TelegramError:
    """Return PTB's error for one of aiohttp's, keeping the one thing that matters: did the request leave?"""
    name = type(error).__name__
    if isinstance(error, aiohttp.ConnectionTimeoutError):
        return ConnectTimedOut(f"not sent: {name}")
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ClientHttpProxyError | aiohttp.InvalidURL):
        return ConnectFailed(f"not sent: {name}")
    if isinstance(error, _socks_errors()):
        return ConnectFailed(f"not sent: {name}")
    if isinstance(error, TimeoutError):
        return TimedOut(f"no answer in time: {name}")
    return NetworkError(f"the connection broke: {name}")


@cache
def _failures() -> tuple[type[Exception], ...]:
    return aiohttp.ClientError, TimeoutError, OSError, *_socks_errors()


@cache
def _socks_errors() -> tuple[type[Exception], ...]:
    """Return what the socks package raises: nothing without it, and most installations do without."""
    try:
        from aiohttp_socks import ProxyConnectionError, ProxyError, ProxyTimeoutError
    except ImportError:
        return ()
    return ProxyError, ProxyConnectionError, ProxyTimeoutError


def _is_socks(proxy: str | None) -> bool:
    return bool(proxy) and urlsplit(proxy).scheme in ("socks4", "socks5")


def _timeout(connect: float | None, read: float | None) -> aiohttp.ClientTimeout:
    total = None if connect is None or read is None else connect + read + connect
    return aiohttp.ClientTimeout(total=total, connect=connect, sock_read=read)


def _given(value: ODVInput[float], default: float | None) -> float | None:
    return default if isinstance(value, DefaultValue) else value


def _ptb_body(data: RequestData | None) -> Body:
    if data is None:
        return None
    if not data.contains_files:
        return data.json_parameters
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form
