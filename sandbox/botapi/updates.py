"""getMe, getUpdates and webhooks: how a bot learns what happens."""

import re

from sandbox.botapi.call import Call
from sandbox.botapi.registry import method
from sandbox.errors import ApiError, bad
from sandbox.jsontypes import Json

MAX_WAIT = 50
_SECRET = re.compile(r"^[A-Za-z0-9_-]{1,256}$")
_POLL_CONFLICT = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
_KINDS = frozenset(
    {
        "message", "edited_message", "channel_post", "edited_channel_post", "callback_query", "poll",
        "poll_answer", "my_chat_member", "chat_member", "message_reaction", "message_reaction_count",
        "inline_query", "chosen_inline_result", "shipping_query", "pre_checkout_query", "chat_join_request",
        "chat_boost", "removed_chat_boost", "business_connection", "business_message",
        "edited_business_message", "deleted_business_messages", "purchased_paid_media",
    }
)  # fmt: skip


@method("getMe")
async def get_me(call: Call) -> Json:
    """Return the bot itself."""
    return {
        **call.bot.as_user(),
        "can_join_groups": True,
        "can_read_all_group_messages": not call.bot.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


@method("getUpdates")
async def get_updates(call: Call) -> list[Json]:
    """Return pending updates, waiting for one if asked to."""
    if call.bot.webhook:
        raise ApiError(409, _POLL_CONFLICT)
    _take_allowed(call)
    limit = call.params.integer("limit", 100)
    limit = limit if 1 <= limit <= 100 else 100
    patience = max(0, min(call.params.integer("timeout"), MAX_WAIT))
    return await call.services.dispatch.queue(call.bot).poll(call.params.integer("offset"), limit, patience)


@method("setWebhook")
async def set_webhook(call: Call) -> bool:
    """Have updates pushed to an address; an empty one ends it."""
    url = call.params.text("url")
    if not url:
        return await _end_webhook(call)
    if not re.match(r"^https?://[^\s/]+", url):
        raise bad("bad webhook: invalid webhook URL specified")
    secret = call.params.text("secret_token")
    if secret and not _SECRET.match(secret):
        raise bad("secret token contains unallowed characters")
    _take_allowed(call)
    _drop_pending(call)
    connections = call.params.integer("max_connections", 40)
    call.bot.webhook = {
        "url": url,
        "secret_token": secret,
        "max_connections": connections if 1 <= connections <= 100 else 40,
        "has_custom_certificate": "certificate" in call.params.uploads,
    }
    call.world.save_bot(call.bot)
    await call.services.dispatch.start_webhook(call.bot)
    return True


@method("deleteWebhook")
async def delete_webhook(call: Call) -> bool:
    """Stop pushing updates."""
    return await _end_webhook(call)


async def _end_webhook(call: Call) -> bool:
    call.bot.webhook = None
    call.world.save_bot(call.bot)
    _drop_pending(call)
    await call.services.dispatch.stop_webhook(call.bot)
    return True


@method("getWebhookInfo")
async def get_webhook_info(call: Call) -> Json:
    """Tell where updates are pushed to and how that goes."""
    dispatch = call.services.dispatch
    settings = call.bot.webhook or {}
    info: Json = {
        "url": settings.get("url", ""),
        "has_custom_certificate": settings.get("has_custom_certificate", False),
        "pending_update_count": len(dispatch.queue(call.bot).pending),
    }
    if settings:
        info |= {"max_connections": settings["max_connections"], "ip_address": "127.0.0.1"}
    if error := dispatch.last_error(call.bot):
        info |= {"last_error_date": error[0], "last_error_message": error[1]}
    if call.bot.allowed_updates:
        info["allowed_updates"] = call.bot.allowed_updates
    return info


@method("logOut")
async def log_out(call: Call) -> bool:
    """Say that the bot left the cloud; here there is no other place to go."""
    return True


@method("close")
async def close(call: Call) -> bool:
    """Say that the bot is closed before it moves; here nothing is to be closed."""
    return True


def _take_allowed(call: Call) -> None:
    if not call.params.has("allowed_updates"):
        return
    kinds = call.params.array("allowed_updates", "allowed_updates") or []
    allowed = [kind for kind in kinds if isinstance(kind, str) and kind in _KINDS]
    if allowed != call.bot.allowed_updates:
        call.bot.allowed_updates = allowed
        call.world.save_bot(call.bot)


def _drop_pending(call: Call) -> None:
    if call.params.flag("drop_pending_updates"):
        queue = call.services.dispatch.queue(call.bot)
        queue.confirm(list(queue.pending))
