"""The buttons of canned replies."""

from texts.press import Press


class CannedPress(Press, verb="canned"):
    """Show a page of the canned replies for a matter."""

    matter_id: int
    page: int


class PickPress(Press, verb="canned_pick"):
    """Put a canned reply into the answer."""

    matter_id: int
    code: str


class RewordPress(Press, verb="reword"):
    """Change the words of the answer."""

    matter_id: int


class DraftPress(Press, verb="draft_back"):
    """Back to what the answer holds so far."""

    matter_id: int


class OfficePress(Press, verb="canned_list"):
    """Show a page of the office's list."""

    page: int


class OnePress(Press, verb="canned_one"):
    """Show one canned reply."""

    code: str
    page: int


class NewPress(Press, verb="canned_new"):
    """Begin a new canned reply."""


class RenamePress(Press, verb="canned_name"):
    """Ask for another name."""

    code: str


class RewritePress(Press, verb="canned_words"):
    """Ask for other words."""

    code: str


class AskCategoryPress(Press, verb="canned_for"):
    """Ask what it fits."""

    code: str
    page: int


class CategoryPress(Press, verb="canned_fits"):
    """Let it fit a category; an empty one is every matter."""

    code: str
    category: str


class AskDropPress(Press, verb="canned_ask"):
    """Ask whether to drop it."""

    code: str


class DropPress(Press, verb="canned_drop"):
    """Drop it."""

    code: str


class RestorePress(Press, verb="canned_back"):
    """Let it stand as it shipped."""

    code: str
