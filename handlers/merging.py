"""[并案] and [撤销并案] on the cards of those who may."""

from handlers.forms import FORM, ask_here, require_private, show_form
from handlers.incoming import Content
from handlers.routes import Routes
from handlers.talk import Talk
from models.matter import Matter
from models.merging import check_merge
from services.merging import (
    MergeMatter,
    UnmergeMatter,
    act_as_merger,
    find_main,
    find_typed,
    merge_matter,
    unmerge_matter,
)
from services.merging_screens import ask_merge_screen, choose_main_screen, drop_row
from services.seats import find_matter
from texts.merging import (
    DropMergePress,
    MergedNow,
    MergeIntoPress,
    MergePress,
    NoSuchCandidate,
    NotMergedNow,
    ReallyMergePress,
    UnmergedNow,
    UnmergePress,
)
from texts.screen import Screen

routes = Routes("merging")
STEP = "merge.number"


@routes.press(MergePress)
def on_merge(talk: Talk, press: MergePress) -> None:
    """[并案]: into which one?"""
    matter = _may_merge(talk, press.matter_id)
    ask_here(talk, matter, choose_main_screen(talk.work, matter), STEP)


@routes.step(STEP, Content.TEXT)
def on_number(talk: Talk) -> None:
    """A typed number."""
    matter = _may_merge(talk, talk.data["matter"])
    main = find_typed(talk.work, talk.incoming.words)
    if main is None:
        text = NoSuchCandidate(talk.incoming.words[:40])
        talk.reply(Screen(text, (drop_row(matter),)), view=FORM, matter_id=matter.id)
        return
    check_merge(matter, main)
    talk.reply(ask_merge_screen(talk.work, matter, main), view=FORM, matter_id=matter.id)


@routes.step(STEP)
def on_other(talk: Talk) -> None:
    """Something that is no number: the question stands."""
    matter = _may_merge(talk, talk.data["matter"])
    talk.reply(choose_main_screen(talk.work, matter), view=FORM, matter_id=matter.id)


@routes.press(MergeIntoPress)
def on_merge_into(talk: Talk, press: MergeIntoPress) -> None:
    """A candidate was picked: asked once more."""
    matter = _may_merge(talk, press.matter_id)
    main = find_main(talk.work, press.main_id)
    check_merge(matter, main)
    show_form(talk, matter, ask_merge_screen(talk.work, matter, main))


@routes.press(ReallyMergePress)
def on_really_merge(talk: Talk, press: ReallyMergePress) -> None:
    """[确认并案]."""
    require_private(talk)
    cmd = MergeMatter(press.matter_id, press.main_id, press.revision)
    matter, main = merge_matter(cmd, talk.work)
    _leave(talk, matter)
    show_form(talk, matter, Screen(MergedNow(matter.number or "", main.number or "")))


@routes.press(UnmergePress)
def on_unmerge(talk: Talk, press: UnmergePress) -> None:
    """[撤销并案]."""
    require_private(talk)
    matter, main = unmerge_matter(UnmergeMatter(press.matter_id, press.revision), talk.work)
    _leave(talk, main)
    show_form(talk, matter, Screen(UnmergedNow(matter.number or "", main.number or "")))


@routes.press(DropMergePress)
def on_drop(talk: Talk, press: DropMergePress) -> None:
    """[取消]."""
    matter = _may_merge(talk, press.matter_id)
    _leave(talk, matter)
    show_form(talk, matter, Screen(NotMergedNow(matter.number or "")))


def _may_merge(talk: Talk, matter_id: int) -> Matter:
    require_private(talk)
    matter = find_matter(talk.work, matter_id)
    act_as_merger(talk.work, matter)
    return matter


def _leave(talk: Talk, matter: Matter) -> None:
    dialog = talk.dialog()
    if dialog is not None and dialog.step == STEP and dialog.data.get("matter") == matter.id:
        talk.leave()
