"""/canned: the office reads, writes, changes and drops canned replies in the chat."""

from handlers.canned_screens import (
    ask_category_screen,
    ask_drop_screen,
    ask_name_screen,
    ask_words_screen,
    office_screen,
    one_screen,
)
from handlers.forms import require_private
from handlers.incoming import Content
from handlers.routes import Routes
from handlers.talk import Talk
from models.canned import CannedReply
from services.canned import (
    SaveCanned,
    act_as_editor,
    check_canned_name,
    drop_canned,
    find_reply,
    restore_canned,
    save_canned,
)
from texts import canned as say
from texts.canned_presses import (
    AskCategoryPress,
    AskDropPress,
    CategoryPress,
    DropPress,
    NewPress,
    OfficePress,
    OnePress,
    RenamePress,
    RestorePress,
    RewritePress,
)
from texts.catalog import DEFAULT
from texts.screen import Screen

routes = Routes("canned_office")
VIEW = "list"
STEP = "canned."


@routes.command("canned")
def on_list(talk: Talk) -> None:
    """The list."""
    act_as_editor(talk.work)
    talk.reply(office_screen(talk.work, 0), view=VIEW)


@routes.press(OfficePress)
def on_page(talk: Talk, press: OfficePress) -> None:
    """A page of the list, or back to it."""
    _begin(talk)
    talk.show(office_screen(talk.work, press.page), view=VIEW)


@routes.press(OnePress)
def on_one(talk: Talk, press: OnePress) -> None:
    """One was chosen."""
    _begin(talk)
    talk.show(one_screen(talk.work, find_reply(talk.work, press.code), press.page), view=VIEW)


@routes.press(NewPress)
def on_new(talk: Talk, _press: NewPress) -> None:
    """[新增]: its name is asked, then its words."""
    _begin(talk)
    talk.show(ask_name_screen(None), view=VIEW)
    talk.step("canned.name", code=None)


@routes.press(RenamePress)
def on_ask_name(talk: Talk, press: RenamePress) -> None:
    """[改名称]."""
    _begin(talk)
    reply = find_reply(talk.work, press.code)
    talk.show(ask_name_screen(reply.code), view=VIEW)
    talk.step("canned.name", code=reply.code)


@routes.press(RewritePress)
def on_ask_words(talk: Talk, press: RewritePress) -> None:
    """[改内容]."""
    _begin(talk)
    reply = find_reply(talk.work, press.code)
    talk.show(ask_words_screen(reply.name.in_language(DEFAULT), reply.code), view=VIEW)
    talk.step("canned.words", code=reply.code, title=None)


@routes.step("canned.name", Content.TEXT)
def on_name(talk: Talk) -> None:
    """The name was typed."""
    act_as_editor(talk.work)
    code, name = talk.data["code"], check_canned_name(talk.incoming.words)
    if code:
        _saved(talk, save_canned(SaveCanned(code, name=name), talk.work))
    else:
        talk.reply(ask_words_screen(name, None), view=VIEW)
        talk.step("canned.words", code=None, title=name)


@routes.step("canned.words", Content.TEXT)
def on_words(talk: Talk) -> None:
    """The words were typed."""
    data = talk.data
    _saved(talk, save_canned(SaveCanned(data["code"], data["title"], talk.incoming.words), talk.work))


@routes.step("canned.name")
@routes.step("canned.words")
def on_other(talk: Talk) -> None:
    """Content without words."""
    talk.reply(Screen(say.TypeWords()), view="form")


@routes.press(AskCategoryPress)
def on_ask_category(talk: Talk, press: AskCategoryPress) -> None:
    """[改适用类别]."""
    _begin(talk)
    talk.show(ask_category_screen(talk.work, find_reply(talk.work, press.code), press.page), view=VIEW)


@routes.press(CategoryPress)
def on_category(talk: Talk, press: CategoryPress) -> None:
    """What it fits was chosen."""
    require_private(talk)
    reply = save_canned(SaveCanned(press.code, category=press.category), talk.work)
    talk.say(say.Saved())
    talk.show(one_screen(talk.work, reply), view=VIEW)


@routes.press(AskDropPress)
def on_ask_drop(talk: Talk, press: AskDropPress) -> None:
    """[删除] asks once more."""
    _begin(talk)
    talk.show(ask_drop_screen(find_reply(talk.work, press.code)), view=VIEW)


@routes.press(DropPress)
def on_drop(talk: Talk, press: DropPress) -> None:
    """[确认删除]."""
    require_private(talk)
    drop_canned(talk.work, press.code)
    talk.say(say.Dropped())
    talk.show(office_screen(talk.work, 0), view=VIEW)


@routes.press(RestorePress)
def on_restore(talk: Talk, press: RestorePress) -> None:
    """[恢复原文]."""
    require_private(talk)
    reply = restore_canned(talk.work, press.code)
    talk.say(say.Saved())
    talk.show(one_screen(talk.work, reply), view=VIEW)


def _begin(talk: Talk) -> None:
    """Let only the office go on, and leave a question of ours that was not answered."""
    require_private(talk)
    act_as_editor(talk.work)
    dialog = talk.dialog()
    if dialog is not None and dialog.step.startswith(STEP):
        talk.leave()


def _saved(talk: Talk, reply: CannedReply) -> None:
    talk.leave()
    talk.reply(Screen(say.Saved()), view="form")
    talk.reply(one_screen(talk.work, reply), view=VIEW)
