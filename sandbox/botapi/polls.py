"""sendPoll and stopPoll."""

from sandbox.botapi.call import Call
from sandbox.botapi.markup import read_inline
from sandbox.botapi.registry import method
from sandbox.botapi.sending import send
from sandbox.errors import bad
from sandbox.jsontypes import Json
from sandbox.polls import keep, new_poll_id, refresh
from sandbox.text.formatted import format_text
from sandbox.text.utf16 import length

MAX_QUESTION, MAX_OPTION, MAX_OPTIONS = 300, 100, 12


@method("sendPoll")
async def send_poll(call: Call) -> Json:
    """Ask people to choose."""
    poll = _read_poll(call)
    body = send(call, {"poll": poll})
    chat = call.chat()
    if message := call.world.message(chat, body["message_id"]):
        keep(call.services, chat.key, message, call.bot.id)
    return body


@method("stopPoll")
async def stop_poll(call: Call) -> Json:
    """Close a poll and return what came of it."""
    chat = call.chat()
    message = call.world.message(chat, call.params.integer("message_id"))
    record = call.world.polls.get(message.body.get("poll", {}).get("id", "")) if message else None
    if message is None or record is None:
        raise bad("message with poll to stop not found")
    if record["owner"] != call.bot.id:
        raise bad("poll can't be stopped")
    if record["poll"]["is_closed"]:
        raise bad("poll has already been closed")
    markup = read_inline(call.params)
    body = {k: v for k, v in message.body.items() if k != "reply_markup"}
    message.body = {**body, "reply_markup": markup} if markup else body
    record["poll"] = {**record["poll"], "is_closed": True}
    return refresh(call.services, record["poll"]["id"])


def _read_poll(call: Call) -> Json:
    params = call.params
    question, entities = format_text(params.text("question"), params.text("question_parse_mode"))
    if not question:
        raise bad("poll question must be non-empty")
    if length(question) > MAX_QUESTION:
        raise bad(f"poll question length must not exceed {MAX_QUESTION}")
    kind = params.text("type") or "regular"
    if kind not in ("regular", "quiz"):
        raise bad("unsupported poll type specified")
    poll: Json = {
        "id": new_poll_id(),
        "question": question,
        "options": _read_options(call),
        "total_voter_count": 0,
        "is_closed": params.flag("is_closed"),
        "is_anonymous": params.flag("is_anonymous", True),
        "type": kind,
        "allows_multiple_answers": params.flag("allows_multiple_answers") and kind == "regular",
        "allows_revoting": params.flag("allows_revoting", kind == "regular"),
        "members_only": params.flag("members_only"),
    }
    if entities:
        poll["question_entities"] = entities
    if kind == "quiz":
        poll |= _correct_options(call, len(poll["options"]))
    return poll


def _read_options(call: Call) -> list[Json]:
    given = call.params.array("options", "options")
    if not given or len(given) < 2:
        raise bad("poll must have at least 2 option")
    if len(given) > MAX_OPTIONS:
        raise bad(f"poll can't have more than {MAX_OPTIONS} options")
    texts = [option.get("text", "") if isinstance(option, dict) else option for option in given]
    options = [format_text(str(text))[0] for text in texts]
    if not all(options):
        raise bad("poll options must be non-empty")
    if any(length(option) > MAX_OPTION for option in options):
        raise bad(f"poll options length must not exceed {MAX_OPTION}")
    return [{"persistent_id": str(number), "text": option, "voter_count": 0} for number, option in enumerate(options)]


def _correct_options(call: Call, count: int) -> Json:
    # until Bot API 9.6 there was one right answer, since then there is a list of them
    given = call.params.array("correct_option_ids", "correct option IDs")
    numbers = given if given is not None else [call.params.integer("correct_option_id", -1)]
    if not numbers or not all(isinstance(n, int) and 0 <= n < count for n in numbers):
        raise bad("wrong correct option ID specified")
    return {"correct_option_id": numbers[0], "correct_option_ids": numbers}
