"""Tables of matters for the office: the buttons, the letters that bring them, and the heads of their columns."""

from texts.message import Text
from texts.press import Press


class Export(Text):
    """The button that asks in which form."""


class AskForm(Text):
    """In which form?"""


class AsXlsx(Text):
    """The button for a table as xlsx."""


class AsCsv(Text):
    """The button for a table as csv."""


class Ordered(Text):
    """The table is being written."""


class OrderedBefore(Text):
    """Another table is being written still."""


class Ready(Text):
    """The caption of the table."""

    count: int
    criteria: tuple[Text, ...]
    more: Text | None


class NotAll(Text):
    """More was found than a table holds."""

    limit: int


class Failed(Text):
    """The table could not be written; what to do."""


class Yes(Text):
    """Yes, in a cell."""


class No(Text):
    """No, in a cell."""


class Sheet(Text):
    """The name of the table's sheet."""


class Number(Text):
    """Head: the number."""


class Kind(Text):
    """Head: the kind."""


class Urgent(Text):
    """Head: is it urgent?"""


class Category(Text):
    """Head: the category."""


class Taxonomy(Text):
    """Head: the category's place in the national taxonomy."""


class Street(Text):
    """Head: the street."""


class Community(Text):
    """Head: the community."""


class Constituency(Text):
    """Head: the constituency."""


class Place(Text):
    """Head: the place as it was told."""


class Words(Text):
    """Head: the resident's words."""


class State(Text):
    """Head: the state."""


class Author(Text):
    """Head: who filed it."""


class Owner(Text):
    """Head: the deputy in charge."""


class Deputies(Text):
    """Head: the constituency's deputies."""


class SubmittedAt(Text):
    """Head: when it was submitted."""


class ClaimedAt(Text):
    """Head: when it was claimed."""


class FirstAnsweredAt(Text):
    """Head: when the first answer came."""


class AnsweredAt(Text):
    """Head: when the classed answer came."""


class ClosedAt(Text):
    """Head: when it was closed."""


class ConfirmedAt(Text):
    """Head: when the resident confirmed it."""


class EndedAt(Text):
    """Head: when it ended."""


class ClaimBy(Text):
    """Head: until when it is to be claimed."""


class FirstAnswerBy(Text):
    """Head: until when it is to be answered first."""


class ResolveBy(Text):
    """Head: until when it is to be closed."""


class ResultClass(Text):
    """Head: the result class."""


class PromiseOn(Text):
    """Head: the day that was promised."""


class Solved(Text):
    """Head: solved, as the resident says."""


class Satisfaction(Text):
    """Head: how satisfied the resident is."""


class Chases(Text):
    """Head: how often it was pushed."""


class Followers(Text):
    """Head: how many residents joined."""


class Disputes(Text):
    """Head: how often it was reopened."""


class AskExportPress(Press, verb="export_ask"):
    """Ask in which form a table shall be."""

    search_id: int


class ExportPress(Press, verb="export"):
    """Order a table of what a search finds: xlsx or csv."""

    search_id: int
    form: str
