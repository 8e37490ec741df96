"""Load a policy file into a `Policy`, or refuse it line by line."""

from pathlib import Path

from config import policy_convert
from config.policy_checks import find_contradictions
from config.policy_file import PolicyFile
from config.problems import FileError, Problem
from config.toml_file import parse, read_text
from models.organisation_plan import OrganisationPlan
from models.policy import Policy

DEFAULT = Path(__file__).parent / "policy.toml"
"""The rules as DOMAIN.md gives them, with the bodies of Bao'an."""


class PolicyError(FileError):
    """The policy file was refused: mend the named lines and import it again."""


def load_policy(path: Path = DEFAULT, plan: OrganisationPlan | None = None) -> Policy:
    """Read and check a policy file; with a plan, also that its bodies and duty contacts exist.

    Raises:
        PolicyError: with every problem found, each naming its line.
    """
    return parse_policy(read_text(path, PolicyError), plan)


def parse_policy(text: str, plan: OrganisationPlan | None = None) -> Policy:
    """Read and check the text of a policy file; raises as `load_policy` does."""
    file, lines = parse(text, PolicyFile, PolicyError)
    problems = [Problem(lines.of(path), sentence) for path, sentence in find_contradictions(file, plan)]
    if problems:
        raise PolicyError(problems)
    return policy_convert.policy(file)
