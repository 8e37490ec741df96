"""The content of what people send when it is not just words."""

import secrets

from sandbox.errors import PeopleError
from sandbox.jsontypes import Json
from sandbox.model import Person
from sandbox.people.request import Ask, PersonFile

_KINDS = ("photo", "document", "voice", "video", "audio", "animation", "video_note", "sticker")
_DICE = {"🎲": 6, "🎯": 6, "🎳": 6, "🏀": 5, "⚽": 5, "🎰": 64}
_EXTRA: dict[str, Json] = {
    "voice": {"duration": 3},
    "video": {"duration": 3, "width": 640, "height": 360},
    "audio": {"duration": 3},
    "animation": {"duration": 3, "width": 320, "height": 240},
    "video_note": {"duration": 3, "length": 240},
    "sticker": {"width": 512, "height": 512, "is_animated": False, "is_video": False, "type": "regular"},
}
MAX_ALBUM = 10


async def file_contents(ask: Ask) -> list[Json]:
    """Return the content of each file; several photos or videos make one album."""
    if len(ask.files) > MAX_ALBUM:
        raise PeopleError(f"An album holds at most {MAX_ALBUM} files.")
    return [await _file_content(ask, file) for file in ask.files]


async def _file_content(ask: Ask, file: PersonFile) -> Json:
    kind = file.field.removesuffix("[]").rstrip("0123456789")
    if kind not in _KINDS:
        raise PeopleError(f"A file field must be one of {', '.join(_KINDS)}, not {file.field!r}.")
    if not file.content:
        raise PeopleError("The file is empty.")
    if kind == "photo":
        return {"photo": await ask.services.photos.put(file.content)}
    mime = file.mime or {"voice": "audio/ogg", "video": "video/mp4"}.get(kind, "")
    stored = ask.services.files.put(kind, file.content, file.name, mime, **_EXTRA.get(kind, {}))
    return {kind: stored.as_json()}


def simple_content(ask: Ask, person: Person) -> Json | None:
    """Return the content of a place, contact, sticker or dice, or None when it is words."""
    body = ask.body
    if body.get("share_phone"):
        return {"contact": own_contact(person)}
    if contact := body.get("contact"):
        return {"contact": _contact(person, contact)}
    if venue := body.get("venue"):
        return _venue(ask, venue)
    if location := body.get("location"):
        return {"location": _location(ask, location)}
    if sticker := body.get("sticker"):
        return {"sticker": _sticker(ask, sticker)}
    if dice := body.get("dice"):
        emoji = dice if isinstance(dice, str) and dice in _DICE else "🎲"
        return {"dice": {"emoji": emoji, "value": secrets.randbelow(_DICE[emoji]) + 1}}
    return None


def own_contact(person: Person) -> Json:
    """Return the person's own contact, with a number that no phone has."""
    contact = {"phone_number": f"+8610000{person.id % 1_000_000:06d}", "first_name": person.first_name}
    if person.last_name:
        contact["last_name"] = person.last_name
    return {**contact, "user_id": person.id}


def _object(value: object, name: str) -> Json:
    if not isinstance(value, dict):
        raise PeopleError(f"{name} must be an object.")
    return value


def _contact(person: Person, contact: object) -> Json:
    if contact is True:
        return own_contact(person)
    given = _object(contact, "contact")
    if not given.get("phone_number") or not given.get("first_name"):
        raise PeopleError("A contact needs phone_number and first_name.")
    return {k: given[k] for k in ("phone_number", "first_name", "last_name", "user_id") if given.get(k)}


def _location(ask: Ask, location: object) -> Json:
    given = _object(location, "location")
    return {
        "latitude": ask.number(given, "latitude", 90),
        "longitude": ask.number(given, "longitude", 180),
    }


def _venue(ask: Ask, venue: object) -> Json:
    given = _object(venue, "venue")
    place = given.get("location") or given
    location = _location(ask, place)
    if not given.get("title"):
        raise PeopleError("A venue needs a title.")
    described = {
        "location": location,
        "title": str(given["title"]),
        "address": str(given.get("address") or ""),
    }
    return {"venue": described, "location": location}


def _sticker(ask: Ask, sticker: object) -> Json:
    emoji = sticker if isinstance(sticker, str) else "👍"
    content = f"sticker {emoji}".encode()
    stored = ask.services.files.put("sticker", content, "", "image/webp", **_EXTRA["sticker"], emoji=emoji)
    return stored.as_json()
