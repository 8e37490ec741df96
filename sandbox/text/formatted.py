"""From what a bot sent to what a message holds: parse, clean, find entities."""

from collections.abc import Callable

from sandbox.errors import bad
from sandbox.jsontypes import Json
from sandbox.text.clean import scrub, tidy_entities, trim
from sandbox.text.detect import add_found_entities
from sandbox.text.html import ParseError, parse_html
from sandbox.text.legacy import parse_markdown
from sandbox.text.links import link_entity
from sandbox.text.markdown import parse_markdown_v2

_PARSERS: dict[str, Callable[[str], tuple[str, list[Json]]]] = {
    "html": parse_html,
    "markdownv2": parse_markdown_v2,
    "markdown": parse_markdown,
}
_GIVEN = frozenset(
    {
        "mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bold", "italic",
        "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote", "code", "pre",
        "text_link", "text_mention", "custom_emoji", "date_time",
    }
)  # fmt: skip


def format_text(source: str, parse_mode: str = "", given: object = None) -> tuple[str, list[Json]]:
    """Return the text and entities that a message will hold.

    Raises:
        ApiError: the markup is broken or the parse mode is unknown, in Telegram's words.
    """
    entities: list[Json] = []
    text = scrub(source)
    if parse_mode and parse_mode.lower() != "none":
        parser = _PARSERS.get(parse_mode.lower())
        if parser is None:
            raise bad("unsupported parse_mode")
        try:
            text, entities = parser(text)
        except ParseError as error:
            raise bad(f"can't parse entities: {error}") from None
    elif given:
        if not isinstance(given, list):
            raise bad("can't parse entities: expected an Array")
        entities = [_checked(entity) for entity in given]
    text, entities = trim(text, entities)
    return text, add_found_entities(text, tidy_entities(text, entities))


def _checked(entity: object) -> Json:
    if not isinstance(entity, dict):
        raise bad("can't parse MessageEntity: expected an Object")
    kind, offset, size = entity.get("type"), entity.get("offset"), entity.get("length")
    if not isinstance(kind, str) or kind not in _GIVEN:
        raise bad(f'can\'t parse MessageEntity: unsupported type "{kind}" specified')
    if not isinstance(offset, int) or not isinstance(size, int) or offset < 0 or size < 0:
        raise bad('can\'t parse MessageEntity: Field "offset" must be of type Number')
    place = {"offset": offset, "length": size}
    if kind == "text_link":
        return _link(str(entity.get("url"))) | place
    if kind == "text_mention":
        user = entity.get("user")
        return _link(f"tg://user?id={user.get('id') if isinstance(user, dict) else ''}") | place
    return {k: v for k, v in entity.items() if k in _CARRIED and isinstance(v, str)} | place


_CARRIED = ("type", "language", "custom_emoji_id")


def _link(url: str) -> Json:
    link = link_entity(url)
    if link is None:
        raise bad("can't parse MessageEntity: the link is invalid")
    return link
