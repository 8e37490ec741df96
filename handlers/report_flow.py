"""The report's form: what is asked next, and how each question looks."""

from collections.abc import Callable

from handlers.report_tree import show_groups
from handlers.talk import PARKED, Talk
from models.matter import Matter
from services.albums import send_albums
from services.draft import count_files, find_draft, has_content, kept_until, latest_draft, remember
from services.draft_form import SKIPPED, category_name, category_of, guesses, missing, names, next_question
from services.draft_place import candidates_of, street_name
from services.report_screens import preview_screen, words_text
from services.residents import has_last_place
from services.similar import Found, open_similar
from services.similar_part import similar_pictures
from texts.message import Text, Until
from texts.preview import Above, AskFiles, AskNewWords
from texts.report import (
    AskCategory,
    AskCommunity,
    AskContent,
    AskMore,
    AskPlace,
    AskQuestion,
    AskWhich,
    Danger,
    GotWords,
    Offer,
    ParkedDraft,
)
from texts.report_buttons import (
    CancelButton,
    CategoryPress,
    ChangePress,
    CommunityLabel,
    CommunityPagePress,
    CommunityPress,
    DangerButton,
    DangerPress,
    DeleteDraftButton,
    DeleteDraftPress,
    DropFilesButton,
    EnoughButton,
    EnoughPress,
    LastPlaceKey,
    NextPageButton,
    NoDangerButton,
    NoneButton,
    NotButton,
    OfferPress,
    OptionPress,
    OtherCategoryButton,
    PreviousPageButton,
    ReportButton,
    ResumeButton,
    ResumePress,
    SendPlaceKey,
    SkipButton,
    SkipKey,
    ToPreviewButton,
    TreePress,
)
from texts.screen import Button, Key, Rows, Screen, grid, row
from texts.similar import PreviewBelow

Got = Text | None
STEPS = ("content", "offer", "album", "danger", "place", "which", "more", "category", "question", "contact", "preview",
         "rewrite", "files")
PAGE = 5
GIST = 60


def current(talk: Talk) -> Matter | None:
    """Return the draft whose form the person is in."""
    return find_draft(talk.work, talk.data.get("draft"))


def step_of(talk: Talk) -> str:
    """Return the report's step the person is in, empty in none of them."""
    dialog = talk.dialog()
    return dialog.step.removeprefix("report.") if dialog and dialog.step.startswith("report.") else ""


def ask_next(talk: Talk, draft: Matter, got: Got = None) -> None:
    """Ask what the draft still lacks, or show its preview."""
    ask(talk, draft, missing(talk.work, draft), got)


def ask(talk: Talk, draft: Matter, part: str, got: Got = None) -> None:
    """Ask one part of the form and wait for it."""
    talk.step(f"report.{part}", draft=draft.id)
    ASK[part](talk, draft, got)


def put(talk: Talk, draft: Matter, text: Text, rows: Rows = ()) -> None:
    """Show a question of the form in place of the pressed one, or as a new message."""
    talk.show(Screen(text, rows), view="form", matter_id=draft.id)


def park(talk: Talk) -> None:
    """Leave the form; what was begun is kept, and one is told how to go on."""
    talk.leave()
    mention_draft(talk)


def park_report(talk: Talk) -> None:
    """Leave a report's form, if it is one, because something else was asked for."""
    if step_of(talk):
        park(talk)


def mention_draft(talk: Talk, besides: int = 0) -> None:
    """Tell of the newest draft that waits, if there is one but the one just begun."""
    draft = latest_draft(talk.work, besides)
    if draft is not None and has_content(talk.work, draft):
        talk.reply(parked_screen(talk, draft), view=PARKED, matter_id=draft.id)


def parked_screen(talk: Talk, draft: Matter) -> Screen:
    """Tell that a draft waits."""
    return Screen(ParkedDraft(words_text(draft.words, GIST), Until(kept_until(talk.work, draft))), parked_rows(draft))


def parked_rows(draft: Matter) -> Rows:
    """Return [继续填写] [删除草稿]."""
    delete = Button(DeleteDraftButton(), DeleteDraftPress(draft.id))
    return (row(Button(ResumeButton(), ResumePress(draft.id)), delete),)


def _ask_content(talk: Talk, draft: Matter, got: Got) -> None:
    put(talk, draft, AskContent(_above(got)))


def _ask_offer(talk: Talk, draft: Matter, got: Got) -> None:
    put(talk, draft, Offer(words_text(draft.words, 300)), _offer_row(draft))


def _ask_danger(talk: Talk, draft: Matter, got: Got) -> None:
    answers = row(Button(DangerButton(), DangerPress(draft.id, True)),
                  Button(NoDangerButton(), DangerPress(draft.id, False)))
    no_report = row(Button(CancelButton(), OfferPress(draft.id, False)))
    put(talk, draft, Danger(), (answers, no_report) if draft.form.get("offer") else (answers,))


def _offer_row(draft: Matter) -> Rows:
    return (row(Button(ReportButton(), OfferPress(draft.id, True)), Button(NotButton(), OfferPress(draft.id, False))),)


def _ask_place(talk: Talk, draft: Matter, got: Got) -> None:
    """Ask with a reply keyboard, which only a new message can bring."""
    if talk.incoming.press is not None and talk.card is not None:
        put(talk, draft, got or GotWords())
        got = None
    last = (Key(LastPlaceKey()),) if has_last_place(talk.work) else ()
    keys = ((Key(SendPlaceKey(), "location"),), (*last, Key(SkipKey())))
    talk.reply(Screen(AskPlace(_above(got)), keys=keys), view="form", matter_id=draft.id)


def _ask_which(talk: Talk, draft: Matter, got: Got) -> None:
    show_communities(talk, draft, 0)


def show_communities(talk: Talk, draft: Matter, page: int) -> None:
    """Ask which community is meant, a page of them."""
    found, street = candidates_of(talk.work, draft), draft.form.get("street") or ""
    buttons = [Button(CommunityLabel(street_name(talk.work, each.street_code), each.name),
                      CommunityPress(draft.id, each.code)) for each in found[page * PAGE : (page + 1) * PAGE]]
    turns = [Button(PreviousPageButton(), CommunityPagePress(draft.id, street, page - 1))] if page else []
    if len(found) > (page + 1) * PAGE:
        turns.append(Button(NextPageButton(), CommunityPagePress(draft.id, street, page + 1)))
    rows = (*grid(buttons, 1), *grid(turns), row(Button(NoneButton(), CommunityPress(draft.id, SKIPPED))))
    named = draft.form.get("candidates")
    text = AskWhich(draft.form.get("typed") or "") if named else AskCommunity(street_name(talk.work, street))
    put(talk, draft, text, rows)


def _ask_more(talk: Talk, draft: Matter, got: Got) -> None:
    put(talk, draft, AskMore(), (row(Button(EnoughButton(), EnoughPress(draft.id))),))


def _ask_category(talk: Talk, draft: Matter, got: Got) -> None:
    likely = [Button(category_name(each), CategoryPress(draft.id, each.code)) for each in guesses(talk.work, draft)]
    if not likely:
        show_groups(talk, draft, _above(got))
        return
    other = Button(OtherCategoryButton(), TreePress(draft.id, SKIPPED, 0))
    put(talk, draft, AskCategory(_above(got)), (*grid(likely, 1), row(other)))


def _ask_question(talk: Talk, draft: Matter, got: Got) -> None:
    question, category = next_question(talk.work, draft), category_of(talk.work, draft)
    if question is None or category is None:
        ask_next(talk, draft)
        return
    talk.step("report.question", draft=draft.id, question=question.code)
    options = [Button(names(each.words), OptionPress(draft.id, question.code, each.code)) for each in question.options]
    skip = Button(SkipButton(), OptionPress(draft.id, question.code, SKIPPED))
    put(talk, draft, AskQuestion(category_name(category), names(question.words)), (*grid(options, 1), row(skip)))


def _ask_preview(talk: Talk, draft: Matter, got: Got) -> None:
    found = show_similar(talk, draft)
    talk.show(preview_screen(talk.work, draft, found), view="preview", matter_id=draft.id, living=True)


def show_similar(talk: Talk, draft: Matter) -> list[Found]:
    """Show the photos of what may be the same, once; the preview then stands below them. Return what may be."""
    found = open_similar(talk.work, draft)
    ids = [each.matter.id for each in found]
    pictures = similar_pictures(talk.work, found)
    if pictures is None or draft.form.get("pictured") == ids:
        return found
    remember(draft, pictured=ids)
    if talk.incoming.press is not None and talk.card is not None:
        put(talk, draft, PreviewBelow())
        talk.card = None
    send_albums(talk.work, talk.here, *pictures, view="form", matter_id=draft.id)
    return found


def _ask_rewrite(talk: Talk, draft: Matter, got: Got) -> None:
    put(talk, draft, AskNewWords(words_text(draft.words)), _to_preview(draft))


def _ask_files(talk: Talk, draft: Matter, got: Got) -> None:
    drop = row(Button(DropFilesButton(), ChangePress(draft.id, "drop")))
    files = count_files(talk.work, draft)
    put(talk, draft, AskFiles(files), (drop, *_to_preview(draft)) if files else _to_preview(draft))


def _to_preview(draft: Matter) -> Rows:
    return (row(Button(ToPreviewButton(), ChangePress(draft.id, "preview"))),)


def _above(got: Got) -> Got:
    return Above(got) if got is not None else None


def _wait(talk: Talk, draft: Matter, got: Got) -> None:
    """Wait for an album's other parts without a word."""


ASK: dict[str, Callable[[Talk, Matter, Got], None]] = {
    "content": _ask_content, "offer": _ask_offer, "album": _wait, "danger": _ask_danger, "place": _ask_place,
    "which": _ask_which, "more": _ask_more, "category": _ask_category, "question": _ask_question,
    "preview": _ask_preview, "rewrite": _ask_rewrite, "files": _ask_files,
}

