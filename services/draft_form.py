"""What a draft still lacks, and the category's own questions."""

from models.category import Category, Question, Words
from models.kinds import Kind
from models.matter import Matter
from models.typed import clean_line
from services.draft import has_content, is_thin, remember
from services.work import Work
from texts.message import Names
from texts.press import StalePress
from texts.preview import Answered
from texts.report import CategoryName

KINDS = (Kind.SNAP, Kind.REQUEST, Kind.IDEA, Kind.ENTERPRISE)
SKIPPED = "-"
GUESSES = 3


def missing(work: Work, draft: Matter) -> str:
    """Name the part of the form to ask next; ``preview`` when nothing is missing."""
    form = draft.form
    steps = (
        ("danger", lambda: is_danger_open(work, draft)),
        ("offer", lambda: form.get("offer", False)),
        ("content", lambda: not has_content(work, draft)),
        ("place", lambda: not form.get("place")),
        ("more", lambda: not form.get("more") and is_thin(draft)),
        ("category", lambda: not is_chosen(work, draft)),
        ("question", lambda: next_question(work, draft) is not None),
        ("contact", lambda: form.get("walk_in") in ("name", "phone")),
    )
    return next((name for name, lacks in steps if lacks()), "preview")


def dangers(work: Work, draft: Matter) -> list[str]:
    """List the danger words of all the draft says."""
    said = [draft.words, *(answer_words(work, draft, code) for code in draft.answers)]
    return work.house.policy.danger("\n".join(said))


def is_danger_open(work: Work, draft: Matter) -> bool:
    """Tell whether danger words stand in the draft about which nobody was asked."""
    seen = draft.form.get("dangers", [])
    return not draft.urgent and any(word not in seen for word in dangers(work, draft))


def settle_danger(work: Work, draft: Matter, *, now: bool) -> None:
    """Note whether the danger is present: only then the matter is urgent."""
    draft.urgent = now
    remember(draft, dangers=dangers(work, draft), offer=False)


def category_of(work: Work, draft: Matter) -> Category | None:
    """Return the chosen category, a stand-in for one that the policy no longer knows."""
    return work.house.policy.find(draft.category)


def is_chosen(work: Work, draft: Matter) -> bool:
    """Tell whether a category was chosen that is still offered."""
    return work.house.policy.offers(draft.category)


def set_category(work: Work, draft: Matter, code: str) -> None:
    """Choose the category; the questions of another are forgotten."""
    if not work.house.policy.offers(code):
        raise StalePress
    if draft.category != code:
        draft.answers = {}
        remember(draft, skipped=[])
    draft.category = code


def guesses(work: Work, draft: Matter) -> list[Category]:
    """Return the most likely categories by the words, at most three."""
    likely = work.house.guesser.guess(draft.words)[:GUESSES]
    return [work.house.policy.category(guess.code) for guess in likely]


def named_category(work: Work, words: str) -> Category | None:
    """Return the category whose name was typed."""
    typed = words.strip().casefold()
    return next((each for each in work.house.policy.offered
                 if typed in {name.casefold() for name in each.name.by_language.values()}), None)


def next_question(work: Work, draft: Matter) -> Question | None:
    """Return the category's first question without an answer."""
    category = category_of(work, draft)
    done = {*draft.answers, *draft.form.get("skipped", [])}
    questions = category.questions if category else ()
    return next((question for question in questions if question.code not in done), None)


def answer_question(work: Work, draft: Matter, code: str, answer: str) -> None:
    """Keep an answer (an option's code or typed words); ``-`` skips the question."""
    question = next_question(work, draft)
    if question is None or question.code != code:
        raise StalePress
    if answer == SKIPPED:
        remember(draft, skipped=[*draft.form.get("skipped", []), code])
        return
    named = (option.code for option in question.options if answer in option.words.by_language.values())
    draft.answers = {**draft.answers, code: next(named, clean_line(answer, 300) or "—")}


def answer_words(work: Work, draft: Matter, code: str) -> str:
    """Return an answer in Chinese words, whichever way it was given."""
    answer = answer_of(work, draft, code)
    return answer.zh if isinstance(answer, Names) else answer


def answer_of(work: Work, draft: Matter, code: str) -> str | Names:
    """Return an answer: an option's name, or what was typed."""
    category, given = category_of(work, draft), str(draft.answers[code])
    questions = category.questions if category else ()
    options = (option for question in questions if question.code == code for option in question.options)
    return next((names(option.words) for option in options if option.code == given), given)


def answered(work: Work, draft: Matter) -> tuple[Answered, ...]:
    """Return the questions with an answer, in the category's order."""
    category = category_of(work, draft)
    questions = category.questions if category else ()
    return tuple(Answered(names(each.words), answer_of(work, draft, each.code))
                 for each in questions if each.code in draft.answers)


def turn_kind(draft: Matter) -> None:
    """Go on to the next kind."""
    draft.kind = KINDS[(KINDS.index(Kind(draft.kind)) + 1) % len(KINDS)]


def names(words: Words) -> Names:
    """Return a policy's wording for texts."""
    return Names(words.in_language("zh-Hans"), words.in_language("en"))


def category_name(category: Category) -> CategoryName:
    """Return a category as a label."""
    return CategoryName(category.emoji, names(category.name))
