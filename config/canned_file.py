"""The shape of a file of canned replies."""

from typing import Annotated

from pydantic import Field

from config.policy_file import Code, Wording
from config.toml_file import Shape


class ReplyRow(Shape):
    """`[[reply]]`: one canned reply; without a category it is for everything of the file's body."""

    code: Code
    category: Code | None = None
    name: Wording
    words: Annotated[str, Field(min_length=1)]


class CannedFile(Shape):
    """A whole file; without a body its replies fit every matter."""

    body: str | None = None
    reply: Annotated[list[ReplyRow], Field(min_length=1)]
