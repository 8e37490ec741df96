"""[办结]: at once, or with an after-photo, or with the reason why there is none."""

from handlers import report
from handlers.forms import FILES, FORM, ask, ask_here, file_of, is_same_album, require_private
from handlers.incoming import Content
from handlers.routes import Routes
from handlers.talk import Talk
from models.matter import Matter
from services.close import CloseMatter, add_after_photo, check_close, close_matter, needs_photo
from texts.answer import AskNoPhotoReason, Closed, ClosePress, NoPhoto, NoPhotoPress, SendPhoto
from texts.deputy import Cancel, DropPress
from texts.press import StalePress
from texts.screen import Button, Screen, row

routes = Routes("close")
PICTURES = (Content.PHOTO, Content.IMAGE, Content.VIDEO)


@routes.press(ClosePress)
def on_close(talk: Talk, press: ClosePress) -> None:
    """The owner wants to close."""
    require_private(talk)
    matter = check_close(talk.work, press.matter_id)
    if matter.revision != press.revision:
        raise StalePress
    if needs_photo(talk.work, matter):
        ask(talk, matter, _photo_screen(matter), "close.photo")
        return
    close_matter(CloseMatter(matter.id), talk.work)
    talk.say(Closed(matter.number or ""))


@routes.step("close.photo", *PICTURES)
def on_photo(talk: Talk) -> None:
    """The after-photo: it closes; further parts of its album join."""
    file = file_of(talk)
    matter = close_matter(CloseMatter(talk.data["matter"], [file] if file else []), talk.work)
    talk.leave()
    if talk.incoming.album_id:
        talk.step("close.more", matter=matter.id, album=talk.incoming.album_id)
    talk.reply(Screen(Closed(matter.number or "")), view=FORM, matter_id=matter.id)


@routes.step("close.more", *FILES)
def on_more_photos(talk: Talk) -> None:
    """A further part of the album; anything else is what it would be outside the form."""
    file = file_of(talk)
    if file is not None and is_same_album(talk):
        add_after_photo(talk.work, talk.data["matter"], file)
        return
    talk.leave()
    report.routes.contents[talk.incoming.content](talk)


@routes.press(NoPhotoPress)
def on_no_photo(talk: Talk, press: NoPhotoPress) -> None:
    """No photo: the reason is asked."""
    require_private(talk)
    matter = check_close(talk.work, press.matter_id)
    ask_here(talk, matter, Screen(AskNoPhotoReason(matter.number or ""), (_cancel(matter),)), "close.reason")


@routes.step("close.reason", Content.TEXT)
def on_reason(talk: Talk) -> None:
    """The reason was typed: it closes."""
    matter = close_matter(CloseMatter(talk.data["matter"], reason=talk.incoming.words), talk.work)
    talk.leave()
    talk.reply(Screen(Closed(matter.number or "")), view=FORM, matter_id=matter.id)


@routes.step("close.photo")
@routes.step("close.reason")
def on_other(talk: Talk) -> None:
    """Something else came: the question stands."""
    matter = check_close(talk.work, talk.data["matter"])
    talk.reply(_photo_screen(matter), view=FORM, matter_id=matter.id)


def _photo_screen(matter: Matter) -> Screen:
    rows = (row(Button(NoPhoto(), NoPhotoPress(matter.id))), _cancel(matter))
    return Screen(SendPhoto(matter.number or ""), rows)


def _cancel(matter: Matter) -> tuple[Button, ...]:
    return row(Button(Cancel(), DropPress(matter.id)))
