"""More words, photos or a pin for a running matter: [补充], or a reply to any of its messages."""

from handlers import mine_word, report, report_category, report_place, report_preview, report_steps
from handlers.incoming import MEDIA, Content
from handlers.mine_show import open_rows
from handlers.mine_word import on_why
from handlers.reply import begin_reply
from handlers.report import is_too_large
from handlers.routes import Routes
from handlers.talk import Talk
from models.lifecycle import Status
from models.matter import Matter
from services.last_word import may_dispute
from services.merged import main_of
from services.mine import AddToMatter, NewFile, add_to_matter, is_mine, mine
from services.routing import seat_of
from services.seats import seat_name
from texts.addition import Added, AdditionEnded, AdditionNotTaken, AskAddition, ToAllDeputies, ToOwner
from texts.message import Text, term
from texts.mine_buttons import AddButton, AddPress, ConfirmPress, NeverMindButton, NeverMindPress, UnsolvedButton
from texts.screen import Button, Rows, Screen, row

routes = Routes("mine_add")
BESIDE = (report.routes, report_place.routes, report_category.routes, report_preview.routes, report_steps.routes,
          mine_word.routes, routes)
TAKEN = (Content.TEXT, *MEDIA, Content.LOCATION, Content.VENUE)


@routes.press(AddPress)
def on_add(talk: Talk, press: AddPress) -> None:
    """[补充]: what comes next joins the matter."""
    matter = main_of(talk.work, mine(talk.work, press.matter_id))
    if not matter.is_open:
        _say_ended(talk, matter)
        return
    talk.step("mine.add", matter=matter.id)
    talk.reply(Screen(AskAddition(matter.number or ""), (row(Button(NeverMindButton(), NeverMindPress(matter.id))),)),
               matter_id=matter.id)


@routes.step("mine.add")
def on_addition(talk: Talk) -> None:
    """What was asked for by [补充]."""
    take_addition(talk, mine(talk.work, talk.data["matter"]))


@routes.reply("resident", "submitted", "notice")
def on_reply(talk: Talk) -> None:
    """A reply to a message of a matter joins the matter."""
    matter_id = talk.card.matter_id if talk.card else None
    matter = talk.work.session.get(Matter, matter_id) if matter_id else None
    if matter is None or matter.status == Status.DRAFT:
        _go_on_beside(talk)
    elif not is_mine(talk.work, matter):
        begin_reply(talk, matter)
    elif _is_asked_why(talk, matter):
        on_why(talk)
    else:
        take_addition(talk, matter)


def _go_on_beside(talk: Talk) -> None:
    """Treat a reply to a message about nothing in particular as if it were none."""
    dialog, content = talk.dialog(), talk.incoming.content
    steps = {key: step for each in BESIDE for key, step in each.steps.items()}
    step = (steps.get((dialog.step, content)) or steps.get((dialog.step, None))) if dialog else None
    if step is not None:
        talk.answer(step)
    elif loose := report.routes.contents.get(content):
        loose(talk)


def _is_asked_why(talk: Talk, matter: Matter) -> bool:
    dialog = talk.dialog()
    return dialog is not None and dialog.step == "mine.why" and dialog.data.get("matter") == matter.id


def take_addition(talk: Talk, matter: Matter) -> None:
    """Keep what came in as an addition, and say whom it reached; what was merged goes on in its main matter."""
    matter, incoming = main_of(talk.work, matter), talk.incoming
    if incoming.content not in TAKEN:
        talk.reply(Screen(AdditionNotTaken(matter.number or "")), matter_id=matter.id)
    elif not matter.is_open:
        _say_ended(talk, matter)
    elif not is_too_large(talk) or incoming.words:
        _add(talk, matter)


def _add(talk: Talk, matter: Matter) -> None:
    incoming, file = talk.incoming, talk.incoming.file
    new = NewFile(file.kind, file.file_id, file.unique_id, incoming.album_id) if file else None
    pin = (incoming.lat, incoming.lon) if incoming.lat is not None and incoming.lon is not None else None
    cmd = AddToMatter(matter.id, incoming.words, new, pin, incoming.place, incoming.message_id)
    event = add_to_matter(cmd, talk.work)
    dialog = talk.dialog()
    if dialog is not None and dialog.step == "mine.add":
        talk.leave()
    if event.data.get("files", 0) <= 1:
        again = Button(AddButton(), AddPress(matter.id))
        talk.reply(Screen(Added(matter.number or "", _to(talk, matter)), (row(again, *open_rows(matter.id)[0]),)),
                   matter_id=matter.id)


def _to(talk: Talk, matter: Matter) -> Text:
    owner = seat_of(talk.work, matter)
    return ToOwner(seat_name(owner)) if owner else ToAllDeputies()


def _say_ended(talk: Talk, matter: Matter) -> None:
    rows: Rows = open_rows(matter.id)
    if may_dispute(talk.work, matter):
        rows = (row(Button(UnsolvedButton(), ConfirmPress(matter.id, False)), *rows[0]),)
    text = AdditionEnded(matter.number or "", term(Status(matter.status)))
    talk.reply(Screen(text, rows), matter_id=matter.id)
