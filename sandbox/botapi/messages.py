"""sendMessage and the small messages: places, contacts, dice, what the bot is doing."""

import secrets

from sandbox.botapi.call import Call
from sandbox.botapi.registry import method
from sandbox.botapi.sending import read_text, send
from sandbox.errors import bad
from sandbox.jsontypes import Json

_DICE = {"🎲": 6, "🎯": 6, "🎳": 6, "🏀": 5, "⚽": 5, "🎰": 64}
_ACTIONS = frozenset(
    {
        "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
        "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
    }
)  # fmt: skip


@method("sendMessage")
async def send_message(call: Call) -> Json:
    """Send a text."""
    content = read_text(call)
    options = call.params.object("link_preview_options", "link preview options")
    if options:
        content["link_preview_options"] = options
    return send(call, content)


@method("sendLocation")
async def send_location(call: Call) -> Json:
    """Send a point on the map."""
    location = read_location(call)
    for name in ("horizontal_accuracy", "live_period", "heading", "proximity_alert_radius"):
        if (value := call.params.number(name)) is not None:
            location[name] = value if name == "horizontal_accuracy" else int(value)
    return send(call, {"location": location})


@method("sendVenue")
async def send_venue(call: Call) -> Json:
    """Send a place with its name and address."""
    location = read_location(call)
    venue = {"location": location, **{k: call.params.text(k) for k in ("title", "address")}}
    if not venue["title"]:
        raise bad("title must be non-empty")
    if not venue["address"]:
        raise bad("address must be non-empty")
    return send(call, {"venue": venue, "location": location})


@method("sendContact")
async def send_contact(call: Call) -> Json:
    """Send a phone number with a name."""
    contact = {"phone_number": call.params.text("phone_number"), "first_name": call.params.text("first_name")}
    if not contact["phone_number"]:
        raise bad("phone number must be non-empty")
    if not contact["first_name"]:
        raise bad("first name must be non-empty")
    for name in ("last_name", "vcard"):
        if call.params.has(name):
            contact[name] = call.params.text(name)
    return send(call, {"contact": contact})


@method("sendDice")
async def send_dice(call: Call) -> Json:
    """Roll a die."""
    emoji = call.params.text("emoji") or "🎲"
    if emoji not in _DICE:
        raise bad("EMOTICON_INVALID")
    return send(call, {"dice": {"emoji": emoji, "value": secrets.randbelow(_DICE[emoji]) + 1}})


@method("sendChatAction")
async def send_chat_action(call: Call) -> bool:
    """Show for a moment what the bot is doing."""
    chat, action = call.chat(), call.params.text("action")
    if action not in _ACTIONS:
        raise bad("wrong parameter action in request")
    payload = {"action": action, "from": call.bot.as_user()}
    call.services.posting.emit("typing", chat, lambda: payload)
    return True


def read_location(call: Call) -> Json:
    """Read `latitude` and `longitude`."""
    latitude, longitude = call.params.number("latitude"), call.params.number("longitude")
    if latitude is None:
        raise bad("latitude is empty")
    if longitude is None:
        raise bad("longitude is empty")
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise bad("wrong parameter location in request")
    return {"latitude": latitude, "longitude": longitude}
