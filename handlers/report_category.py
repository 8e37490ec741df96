"""The report's form: danger, one more sentence, the category and its questions."""

from handlers.incoming import Content
from handlers.menu import means
from handlers.report_flow import ask, ask_next
from handlers.report_steps import drafted
from handlers.report_take import placed, take_words
from handlers.report_tree import GUESSES, show_categories, show_groups
from handlers.routes import Routes
from handlers.talk import Talk
from models.matter import Matter
from services.draft import add_words, draft_of, remember
from services.draft_form import (
    SKIPPED,
    answer_question,
    named_category,
    next_question,
    set_category,
    settle_danger,
)
from services.draft_place import name_community
from texts.press import StalePress
from texts.report import DangerNoted, DangerPassed, GotWords
from texts.report_buttons import (
    CategoryPress,
    DangerButton,
    EnoughButton,
    EnoughPress,
    NoDangerButton,
    OptionPress,
    SkipButton,
    TreePress,
)
from texts.screen import Screen

routes = Routes("report_category")


@routes.step("report.danger", Content.TEXT)
@drafted
def on_danger_words(talk: Talk, draft: Matter) -> None:
    """Typed instead of pressed: the label's words answer, others join the draft."""
    words = talk.incoming.words
    if not means(words, DangerButton, NoDangerButton):
        take_words(talk, draft)
        return
    is_now = means(words, DangerButton)
    settle_danger(talk.work, draft, now=is_now)
    talk.reply(Screen(DangerNoted() if is_now else DangerPassed()), view="form")
    ask_next(talk, draft)


@routes.step("report.more", Content.TEXT)
@drafted
def on_more(talk: Talk, draft: Matter) -> None:
    """The sentence that was asked for."""
    remember(draft, more=True)
    if means(talk.incoming.words, EnoughButton, SkipButton):
        ask_next(talk, draft)
    else:
        take_words(talk, draft)


@routes.press(EnoughPress)
def on_enough(talk: Talk, press: EnoughPress) -> None:
    """[不补充了]."""
    draft = draft_of(talk.work, press.draft_id)
    remember(draft, more=True)
    ask_next(talk, draft)


@routes.step("report.category", Content.TEXT)
@drafted
def on_category_words(talk: Talk, draft: Matter) -> None:
    """A category's name chooses it, a community's mends the place; other words join and better the guesses."""
    named = named_category(talk.work, talk.incoming.words)
    if named is not None:
        set_category(talk.work, draft, named.code)
        ask_next(talk, draft)
        return
    if name_community(talk.work, draft, talk.incoming.words):
        placed(talk, draft)
        return
    add_words(talk.work, draft, talk.incoming.words, talk.incoming.message_id)
    if draft.category is None:
        ask_next(talk, draft, GotWords())
    else:
        ask(talk, draft, "category", GotWords())


@routes.press(CategoryPress)
def on_category(talk: Talk, press: CategoryPress) -> None:
    """A category was chosen."""
    draft = draft_of(talk.work, press.draft_id)
    set_category(talk.work, draft, press.code)
    ask_next(talk, draft)


@routes.press(TreePress)
def on_tree(talk: Talk, press: TreePress) -> None:
    """[其他类别]: the groups, a group's categories, or back to the guesses."""
    draft = draft_of(talk.work, press.draft_id)
    if press.group == GUESSES:
        ask(talk, draft, "category")
        return
    talk.step("report.category", draft=draft.id)
    if press.group == SKIPPED:
        show_groups(talk, draft, page=press.page)
    else:
        show_categories(talk, draft, press.group, press.page)


@routes.step("report.question", Content.TEXT)
@drafted
def on_answer(talk: Talk, draft: Matter) -> None:
    """A typed answer to the category's question."""
    question = next_question(talk.work, draft)
    if question is not None:
        is_skipped = means(talk.incoming.words, SkipButton)
        answer_question(talk.work, draft, question.code, SKIPPED if is_skipped else talk.incoming.words)
    ask_next(talk, draft)


@routes.press(OptionPress)
def on_option(talk: Talk, press: OptionPress) -> None:
    """An option of the category's question, or [跳过]."""
    draft = draft_of(talk.work, press.draft_id)
    question = next_question(talk.work, draft)
    known = {SKIPPED, *(option.code for option in question.options)} if question else set()
    if question is None or question.code != press.question or press.option not in known:
        raise StalePress
    answer_question(talk.work, draft, press.question, press.option)
    ask_next(talk, draft)
