"""Load the canned replies (常用语) of a folder, or refuse them line by line."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from config.canned_file import CannedFile, ReplyRow
from config.problems import FileError, Problem
from config.toml_file import parse, read_text
from config.toml_lines import Path as Place
from models.canned import NAME_LENGTH, VARIABLES, WORDS_LENGTH, CannedReply, unknown_variables
from models.category import Words
from models.policy import Policy

DEFAULT = Path(__file__).parent / "canned"
"""The replies that ship, a file for each handling body and one for everything."""


class CannedError(FileError):
    """The canned replies were refused: mend the named lines and start again."""


def load_canned(folder: Path, policy: Policy) -> tuple[CannedReply, ...]:
    """Read and check every ``*.toml`` of a folder, in the order of their names.

    Raises:
        CannedError: with every problem found, each naming its file and line.
    """
    known: dict[str, CannedReply] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            replies = parse_canned(read_text(path, CannedError), policy, known)
        except CannedError as error:
            problems += [Problem(each.line, f"{path.name}: {each.sentence}") for each in error.problems]
        else:
            known |= {reply.code: reply for reply in replies}
    if problems:
        raise CannedError(problems)
    return tuple(known.values())


def parse_canned(text: str, policy: Policy, known: Iterable[str] = ()) -> list[CannedReply]:
    """Read and check the text of one file; ``known`` are the codes of other files. Raises as `load_canned` does."""
    file, lines = parse(text, CannedFile, CannedError)
    problems = [Problem(lines.of(place), sentence) for place, sentence in _contradictions(file, policy, set(known))]
    if problems:
        raise CannedError(problems)
    return [_reply(file, row) for row in file.reply]


def _reply(file: CannedFile, row: ReplyRow) -> CannedReply:
    return CannedReply(row.code, Words(row.name), row.words, row.category or "", file.body or "")


def _contradictions(file: CannedFile, policy: Policy, known: set[str]) -> Iterator[tuple[Place, str]]:
    bodies = {each.body for each in policy.categories}
    if file.body and file.body not in bodies:
        yield ("body",), f"no category of the policy belongs to a body {file.body}"
    for place, row in enumerate(file.reply):
        here: Place = ("reply", place)
        if row.code in known:
            yield (*here, "code"), f"the code {row.code} stands twice"
        known.add(row.code)
        yield from _wrong_category((*here, "category"), file, row, policy)
        yield from _wrong_words(here, row, policy)


def _wrong_category(place: Place, file: CannedFile, row: ReplyRow, policy: Policy) -> Iterator[tuple[Place, str]]:
    if row.category is None:
        return
    body = {each.code: each.body for each in policy.categories}.get(row.category)
    if body is None:
        yield place, f"the policy has no category {row.category}"
    elif file.body and body != file.body:
        yield place, f"the category {row.category} belongs to the body {body}, not to {file.body}"


def _wrong_words(here: Place, row: ReplyRow, policy: Policy) -> Iterator[tuple[Place, str]]:
    for language in policy.languages:
        if not 0 < len(row.name.get(language, "").strip()) <= NAME_LENGTH:
            yield (*here, "name"), f"the name in {language} has 1 to {NAME_LENGTH} characters"
    if len(row.words) > WORDS_LENGTH:
        yield (*here, "words"), f"the words have at most {WORDS_LENGTH} characters"
    for unknown in unknown_variables(row.words):
        yield (*here, "words"), f"{{{unknown}}} is no variable; there are {', '.join(VARIABLES)}"
