"""answerCallbackQuery: what a person sees after a press."""

from sandbox.botapi.call import Call
from sandbox.botapi.registry import method
from sandbox.errors import bad
from sandbox.jsontypes import Json
from sandbox.text.clean import scrub
from sandbox.text.utf16 import length

MAX_ANSWER = 200


@method("answerCallbackQuery")
async def answer_callback_query(call: Call) -> bool:
    """Answer a press, once and within 150 seconds."""
    text = scrub(call.params.text("text"))
    if length(text) > MAX_ANSWER:
        raise bad("MESSAGE_TOO_LONG")
    answer: Json = {
        "text": text,
        "show_alert": call.params.flag("show_alert"),
        "url": call.params.text("url"),
    }
    press = call.services.callbacks.answer(call.params.text("callback_query_id"), call.bot.id, answer)
    if press is None:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    return True
