"""The contradictions a policy file may hold, each found with the path of the offending value."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from config.limit_order import may_end_after
from config.policy_convert import limit
from config.policy_file import CategoryTable, ClocksTable, HolidaysTable, PolicyFile, RungRow, Wording
from config.toml_lines import Path
from models.category import Column
from models.organisation_plan import OrganisationPlan, Role

Finding = tuple[Path, str]
MOST_CATEGORIES = 30


def find_contradictions(file: PolicyFile, plan: OrganisationPlan | None) -> Iterator[Finding]:
    """Find every contradiction in a well-formed file; codes of bodies and contacts need the plan."""
    yield from _check_clocks(file.clocks)
    yield from _check_ladder("everyday", file.ladder.everyday)
    yield from _check_ladder("urgent", file.ladder.urgent)
    yield from _check_hours(file)
    yield from _check_holidays(file.holidays)
    yield from _check_limits(file)
    yield from _check_wordings(file)
    yield from _check_tree(file)
    if plan is not None:
        yield from _check_references(file, plan)


def _check_clocks(clocks: ClocksTable) -> Iterator[Finding]:
    for column in Column:
        for earlier, later in (("claim", "first_answer"), ("first_answer", "resolve"), ("claim", "resolve")):
            first = getattr(getattr(clocks, earlier), column)
            second = getattr(getattr(clocks, later), column)
            if may_end_after(limit(first), limit(second)):
                yield ("clocks", earlier, column), f"{column}: {earlier} may end only after {later} has ended"


def _check_ladder(name: str, rungs: list[RungRow]) -> Iterator[Finding]:
    yield from _twice("rung", ((("ladder", name, n, "code"), rung.code) for n, rung in enumerate(rungs)))
    for n, (lower, upper) in enumerate(pairwise(rungs)):
        if not _climbs(lower, upper):
            yield ("ladder", name, n + 1), f"rung {upper.code} does not come after rung {lower.code}"


def _climbs(lower: RungRow, upper: RungRow) -> bool:
    if upper.percent is not None:
        return lower.percent is not None and lower.percent < upper.percent
    if lower.after is None or upper.after is None:
        return True
    return lower.after != upper.after and not may_end_after(limit(lower.after), limit(upper.after))


def _check_hours(file: PolicyFile) -> Iterator[Finding]:
    hours = file.hours
    for n, (morning, afternoon) in enumerate(pairwise(hours.working)):
        if morning.end > afternoon.start:
            yield ("hours", "working", n + 1), "working spans follow one another and do not overlap"
    for n, span in enumerate(hours.working):
        if span.start > span.end:
            yield ("hours", "working", n), "a working span lies within one day"
    if hours.digest in hours.quiet:
        yield ("hours", "digest"), "the digest falls into the quiet hours"
    if hours.weekly_digest.at in hours.quiet:
        yield ("hours", "weekly_digest", "at"), "the weekly digest falls into the quiet hours"


def _check_holidays(holidays: HolidaysTable) -> Iterator[Finding]:
    days = [(("holidays", name, n), str(day))
            for name in ("off", "workdays") for n, day in enumerate(getattr(holidays, name))]
    yield from _twice("day", days)
    yield from _twice("year", ((("holidays", "announced", n), str(year)) for n, year in enumerate(holidays.announced)))
    known = {day.year for day in holidays.off}
    for n, year in enumerate(holidays.announced):
        if year not in known:
            yield ("holidays", "announced", n), f"no day off of {year} is listed; an announced year has its whole table"


def _check_limits(file: PolicyFile) -> Iterator[Finding]:
    limits = file.limits
    if limits.confirm_unanswered_days <= limits.confirm_second_question_days:
        yield (
            ("limits", "confirm_unanswered_days"),
            "a matter may not be unanswered before the second question",
        )
    longest = max(limits.dispute_window_days, limits.follow_up_days + limits.follow_up_answer_days)
    if file.retention.contacts_days <= longest:
        yield ("retention", "contacts_days"), f"residents are still asked {longest} days after closing"


def _check_wordings(file: PolicyFile) -> Iterator[Finding]:
    for path, wording in _wordings(file):
        for language in file.languages:
            if language not in wording:
                yield path, f"the wording in {language} is missing"
        for language in wording:
            if language not in file.languages:
                yield (*path, language), f"{language} is none of the languages of this file"


def _wordings(file: PolicyFile) -> Iterator[tuple[Path, Wording]]:
    for n, group in enumerate(file.group):
        yield ("group", n, "name"), group.name
    for n, category in enumerate(file.category):
        yield ("category", n, "name"), category.name
        for m, question in enumerate(category.questions):
            here: Path = ("category", n, "questions", m)
            yield (*here, "words"), question.words
            for k, option in enumerate(question.options):
                yield (*here, "options", k, "words"), option.words


def _check_tree(file: PolicyFile) -> Iterator[Finding]:
    groups = {group.code for group in file.group}
    yield from _twice("group", ((("group", n, "code"), each.code) for n, each in enumerate(file.group)))
    yield from _twice(
        "category", ((("category", n, "code"), each.code) for n, each in enumerate(file.category))
    )
    for n, category in enumerate(file.category):
        here: Path = ("category", n)
        if category.group not in groups:
            yield (*here, "group"), f"there is no group with the code {category.group}"
        yield from _check_category(here, category)
    yield from _check_number(file)
    used = {category.group for category in file.category}
    for n, group in enumerate(file.group):
        if group.code not in used:
            yield ("group", n), f"the group {group.code} has no category"


def _check_number(file: PolicyFile) -> Iterator[Finding]:
    offered = [n for n, category in enumerate(file.category) if not category.retired]
    if not offered:
        yield ("category", 0), "every category is retired: nobody could choose one"
    if len(offered) > MOST_CATEGORIES:
        yield (
            ("category", offered[MOST_CATEGORIES]),
            f"{len(offered)} categories are offered, and residents can choose among {MOST_CATEGORIES} at most: "
            "merge two of them, or write `retired = true` into one that is needed no more",
        )


def _check_category(here: Path, category: CategoryTable) -> Iterator[Finding]:
    yield from _twice(
        "question",
        (((*here, "questions", m, "code"), each.code) for m, each in enumerate(category.questions)),
    )
    for m, question in enumerate(category.questions):
        options = enumerate(question.options)
        yield from _twice(
            "option", (((*here, "questions", m, "options", k, "code"), o.code) for k, o in options)
        )
    yield from _twice(
        "keyword",
        (
            ((*here, "keywords", m, "words", k), word.casefold())
            for m, row in enumerate(category.keywords)
            for k, word in enumerate(row.words)
        ),
    )


def _check_references(file: PolicyFile, plan: OrganisationPlan) -> Iterator[Finding]:
    bodies = {body.code for body in plan.bodies}
    contacts = {entry.key for entry in plan.roster if entry.role is Role.BODY}
    for n, category in enumerate(file.category):
        if category.body not in bodies:
            yield ("category", n, "body"), f"the organisation has no body with the code {category.body}"
        if category.duty not in contacts:
            yield (
                ("category", n, "duty"),
                f"the organisation has no body contact with the key {category.duty}",
            )


def _twice(kind: str, found: Iterable[tuple[Path, str]]) -> Iterator[Finding]:
    seen: set[str] = set()
    for path, value in found:
        if value in seen:
            yield path, f"there are two entries {value} where each {kind} stands once"
        seen.add(value)
