"""The report's form: the preview, its switches, and 提交."""

from handlers.incoming import Content
from handlers.menu import means
from handlers.report_flow import ask, ask_next, parked_rows, put
from handlers.report_steps import drafted
from handlers.report_take import take_words
from handlers.routes import Routes
from handlers.talk import Talk
from models.matter import Matter
from models.walk_in import is_walk_in
from services.crowd import Folded, FoldIntoCrowd, fold_into_crowd
from services.draft import (
    WORDS_LIMIT,
    delete_draft,
    draft_of,
    drop_files,
    find_draft,
    kept_until,
    remember,
    replace_words,
    resume_draft,
)
from services.draft_form import missing, turn_kind
from services.report import SubmitMatter, submit_matter
from services.report_screens import preview_screen, submitted_screen
from services.snap import snap_seat
from texts.crowd import InCrowd, JoinedCrowd
from texts.message import Text, Until
from texts.mine_buttons import MatterPress
from texts.press import StalePress
from texts.preview import AskChange, FilesDropped
from texts.report import DraftDeleted, DraftLeft, WordsTooLong
from texts.report_buttons import (
    CancelPress,
    CategoryButton,
    ChangePress,
    DeleteDraftPress,
    FilesButton,
    PlaceButton,
    ProgressButton,
    ResumePress,
    SubmitButton,
    SubmitPress,
    TogglePress,
    ToPreviewButton,
    WordsButton,
)
from texts.screen import Button, Screen, row

routes = Routes("report_preview")
PARTS = {"words": "rewrite", "files": "files", "place": "place", "category": "category"}


@routes.step("report.preview", Content.TEXT)
@drafted
def on_words(talk: Talk, draft: Matter) -> None:
    """提交 typed submits; other words join the draft."""
    if means(talk.incoming.words, SubmitButton):
        _submit(talk, draft.id)
    else:
        take_words(talk, draft)


@routes.press(SubmitPress)
def on_submit(talk: Talk, press: SubmitPress) -> None:
    """[提交]: a double tap makes one matter."""
    draft = find_draft(talk.work, press.draft_id)
    if draft is not None and missing(talk.work, draft) != "preview":
        ask_next(talk, draft)
    else:
        _submit(talk, press.draft_id)


def _submit(talk: Talk, draft_id: int) -> None:
    if folded := fold_into_crowd(FoldIntoCrowd(draft_id), talk.work):
        _show_folded(talk, draft_id, folded)
        return
    matter = submit_matter(SubmitMatter(draft_id), talk.work)
    if talk.data.get("draft") == matter.id:
        talk.leave()
    talk.show(submitted_screen(talk.work, matter), view="submitted", matter_id=matter.id)


def _show_folded(talk: Talk, draft_id: int, folded: Folded) -> None:
    if talk.data.get("draft") == draft_id:
        talk.leave()
    matter, number = folded.matter, folded.matter.number or ""
    text: Text = JoinedCrowd(number, folded.accounts, folded.followers)
    if not folded.is_new:
        text = InCrowd(number, folded.accounts)
    rows = (row(Button(ProgressButton(), MatterPress(matter.id))),)
    talk.show(Screen(text, rows), view="notice", matter_id=matter.id)


@routes.press(TogglePress)
def on_toggle(talk: Talk, press: TogglePress) -> None:
    """A switch of the preview."""
    draft = draft_of(talk.work, press.draft_id)
    if press.what == "anonymous" and (is_walk_in(draft) or snap_seat(talk.work, draft)):
        raise StalePress
    if press.what == "kind":
        turn_kind(draft)
    elif press.what == "anonymous":
        draft.anonymous = not draft.anonymous
    elif press.what == "private":
        draft.unpublished = not draft.unpublished
    else:
        raise StalePress
    talk.work.session.flush()
    talk.step("report.preview", draft=draft.id)
    talk.show(preview_screen(talk.work, draft), view="preview", matter_id=draft.id, living=True)


@routes.press(ChangePress)
def on_change(talk: Talk, press: ChangePress) -> None:
    """[修改]: which part, and the part itself."""
    draft = draft_of(talk.work, press.draft_id)
    if press.part == "menu":
        _show_parts(talk, draft)
    elif press.part == "drop":
        drop_files(talk.work, draft)
        ask_next(talk, draft, FilesDropped())
    elif press.part == "preview":
        ask_next(talk, draft)
    elif part := PARTS.get(press.part):
        ask(talk, draft, part)
    else:
        raise StalePress


def _show_parts(talk: Talk, draft: Matter) -> None:
    def button(label: Text, part: str) -> Button:
        return Button(label, ChangePress(draft.id, part))

    put(talk, draft, AskChange(), (
        row(button(WordsButton(), "words"), button(FilesButton(), "files")),
        row(button(PlaceButton(), "place"), button(CategoryButton(), "category")),
        row(button(ToPreviewButton(), "preview")),
    ))


@routes.step("report.rewrite", Content.TEXT)
@drafted
def on_new_words(talk: Talk, draft: Matter) -> None:
    """The words typed anew."""
    remember(draft, more=True)
    if not replace_words(draft, talk.incoming.words, talk.incoming.message_id):
        talk.reply(Screen(WordsTooLong(WORDS_LIMIT)))
    ask_next(talk, draft)


@routes.press(CancelPress)
def on_cancel(talk: Talk, press: CancelPress) -> None:
    """[取消]: the draft is kept unless it is deleted."""
    draft = draft_of(talk.work, press.draft_id)
    talk.leave()
    put(talk, draft, DraftLeft(Until(kept_until(talk.work, draft))), parked_rows(draft))


@routes.press(ResumePress)
def on_resume(talk: Talk, press: ResumePress) -> None:
    """[继续填写]."""
    draft = draft_of(talk.work, press.draft_id)
    resume_draft(talk.work, draft)
    ask_next(talk, draft)


@routes.press(DeleteDraftPress)
def on_delete_draft(talk: Talk, press: DeleteDraftPress) -> None:
    """[删除草稿]."""
    draft = draft_of(talk.work, press.draft_id)
    if talk.data.get("draft") == draft.id:
        talk.leave()
    delete_draft(talk.work, draft)
    talk.show(Screen(DraftDeleted()))
