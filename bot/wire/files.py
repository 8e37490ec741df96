"""Download files from Telegram for bot/media/fetcher.py."""

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.media.fetcher import Gone, TooBig
from bot.wire.transport import AiohttpRequest

OK = 200


class TelegramFiles:
    """Telegram as a source of files."""

    def __init__(self, bot: Bot, request: AiohttpRequest) -> None:
        self._bot, self._request = bot, request

    async def get_file(self, file_id: str) -> bytes:
        """Download a file; raises as `bot.media.fetcher.Files` says."""
        try:
            file = await self._bot.get_file(file_id)
        except BadRequest as error:
            raise (TooBig if "too big" in str(error) else Gone) from None
        status, content = await self._request.fetch(file.file_path or "", None, method="GET")
        if status != OK:
            raise TelegramError(f"the file server answered {status}")
        return content
