"""Words about additions to a running matter."""


from texts.message import Term, Text


class AskAddition(Text):
    """[补充]: send words, photos, a pin."""

    number: str


class Added(Text):
    """The addition arrived."""

    number: str
    to: Text


class ToOwner(Text):
    """The addition reached the owner."""

    owner: Text


class ToAllDeputies(Text):
    """The addition reached the deputies, or whoever dispatches."""


class AdditionNotTaken(Text):
    """What cannot be added."""

    number: str


class AdditionEnded(Text):
    """The matter has ended: how to go on."""

    number: str
    state: Term


class EditedTooLate(Text):
    """An edited message of something already submitted: how to add."""


class NewWords(Text):
    """Told to owner or deputies: the resident added something."""

    number: str
    who: Text
    words: Text | str
    files: Text | None


class FilesAdded(Text):
    """How many files came with the addition."""

    count: int


class PinAdded(Text):
    """A pin as an addition."""

    place: str


class Corrected(Text):
    """An edited message of a submitted matter was passed on as an addition."""

    number: str
