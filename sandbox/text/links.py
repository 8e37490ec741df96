"""Links inside formatted text: a web address, a person, an emoji."""

import re
from urllib.parse import parse_qs, urlsplit

from sandbox.jsontypes import Json

_BARE = re.compile(r"^[\w-]+(\.[\w-]+)+([/:?#].*)?$")


def normal_url(url: str) -> str | None:
    """Return the address as Telegram stores it, or None when it is not one."""
    url = url.strip()
    if not url or any(character.isspace() for character in url):
        return None
    if "://" not in url:
        if not _BARE.match(url):
            return None
        url = "http://" + url
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https", "ftp", "tg", "ton", "tonsite"):
        return None
    if not host or (parts.scheme in ("http", "https") and "." not in host and host != "localhost"):
        return None
    bare = not parts.path and not parts.query and not parts.fragment
    return f"{url}/" if bare and parts.scheme != "tg" else url


def link_entity(url: str) -> Json | None:
    """Return the entity of a link without its place: text_link or text_mention."""
    url = url.strip()
    if url.startswith("tg://user?"):
        ident = parse_qs(urlsplit(url).query).get("id", [""])[0]
        return {"type": "text_mention", "user": {"id": int(ident)}} if ident.isdigit() else None
    address = normal_url(url)
    return {"type": "text_link", "url": address} if address else None
