"""Turn text and entities into harmless HTML for the page."""

from html import escape

from sandbox.jsontypes import Json
from sandbox.text.utf16 import Offsets

_TAGS = {
    "bold": ("<b>", "</b>"), "italic": ("<i>", "</i>"), "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"), "spoiler": ('<span class="tg-spoiler">', "</span>"),
    "code": ("<code>", "</code>"), "pre": ("<pre>", "</pre>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ("<blockquote class=\"expandable\">", "</blockquote>"),
    "mention": ('<a class="mention">', "</a>"), "hashtag": ('<a class="hashtag">', "</a>"),
    "bot_command": ('<a class="command">', "</a>"), "text_mention": ('<a class="mention">', "</a>"),
    "cashtag": ('<a class="hashtag">', "</a>"), "phone_number": ('<a class="phone">', "</a>"),
}  # fmt: skip


def render_html(text: str, entities: list[Json]) -> str:
    """Return the text with tags; whatever a person typed is escaped."""
    if not entities:
        return escape(text)
    offsets = Offsets(text)
    spans = []
    for entity in entities:
        start = offsets.to_points(entity["offset"])
        stop = offsets.to_points(entity["offset"] + entity["length"])
        spans.append((start, stop, *_tags(entity, text[start:stop])))
    return _weave(text, sorted(spans, key=lambda span: (span[0], -span[1])))


def _weave(text: str, spans: list[tuple[int, int, str, str]]) -> str:
    out: list[str] = []
    at = 0
    pending: list[tuple[int, str]] = []
    for start, stop, before, after in spans:
        at = _close_until(text, at, start, pending, out)
        out.append(escape(text[at:start]) + before)
        at = start
        # crossing entities cannot nest as tags: the later one ends with the earlier
        pending.append((min(stop, pending[-1][0]) if pending else stop, after))
    at = _close_until(text, at, len(text), pending, out)
    out.append(escape(text[at:]))
    return "".join(out)


def _close_until(text: str, at: int, limit: int, pending: list[tuple[int, str]], out: list[str]) -> int:
    while pending and pending[-1][0] <= limit:
        stop, after = pending.pop()
        out.append(escape(text[at:stop]) + after)
        at = max(at, stop)
    return at


def _tags(entity: Json, text: str) -> tuple[str, str]:
    kind = entity["type"]
    if kind in ("url", "text_link", "email"):
        return f'<a href="{escape(_address(kind, entity, text))}" target="_blank" rel="noopener">', "</a>"
    if kind == "pre" and entity.get("language"):
        return f'<pre><code class="language-{escape(entity["language"])}">', "</code></pre>"
    return _TAGS.get(kind, ("", ""))


def _address(kind: str, entity: Json, text: str) -> str:
    if kind == "email":
        return f"mailto:{text}"
    address = str(entity.get("url", text))
    if "://" not in address:
        address = f"http://{address}"
    return address if address.split("://")[0].lower() in ("http", "https", "ftp", "tg") else "#"
