"""Albums: shown once, a moment after their last part."""

from handlers.incoming import Incoming
from handlers.report_flow import ask_next, step_of
from handlers.report_take import tell_joined
from handlers.talk import Talk
from models.lifecycle import Status
from models.mail import Due
from models.matter import Matter
from models.person import Person
from services.draft import count_files
from services.due import due
from services.work import Work
from texts.report import GotFiles


@due("album")
def show_album(work: Work, item: Due) -> None:
    """Go on with a draft whose album seems complete; a late part joins later in the same way."""
    draft = work.session.get(Matter, item.data["draft"])
    if draft is None or draft.status != Status.DRAFT:
        return
    work.actor = work.session.get_one(Person, draft.author_id)
    talk = Talk(work, _seen(item.data["chat"], item.data["user"]))
    step, got = step_of(talk), GotFiles(count_files(work, draft))
    if talk.data.get("draft") != draft.id:
        return
    if step == "album":
        ask_next(talk, draft, got)
    else:
        tell_joined(talk, draft, step, got)


def _seen(chat_id: int, user_id: int) -> Incoming:
    """Stand in the person's private chat, where nothing came in just now."""
    return Incoming(chat_id=chat_id, chat_type="private", chat_title="", thread_id=None, user_id=user_id, user_name="",
                    language_code=None, is_anonymous=False)
