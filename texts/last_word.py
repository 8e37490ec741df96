"""Words of the resident's word after closing."""

from texts.message import Term, Text, Until


class AskRating(Text):
    """Solved; how satisfied?"""

    number: str


class Rated(Text):
    """Thanks for the word."""

    number: str
    rating: Term
    until: Until


class RatedForYou(Text):
    """Told to the owner: the resident's word."""

    number: str
    rating: Term


class AskWhy(Text):
    """[未解决] or [不满意]: one sentence, without it nothing changes."""

    number: str


class WhyInWords(Text):
    """The sentence must be words."""

    number: str


class Reopened(Text):
    """The matter runs again."""

    number: str
    owner: Text | None
    until: Text | None


class ReopenedOwner(Text):
    """Who goes on with the reopened matter."""

    owner: Text


class ReopenedUntil(Text):
    """Until when the resident hears anew."""

    until: Until


class ReopenedForYouUntil(Text):
    """The same to the owner."""

    until: Until


class ReopenedAgain(Text):
    """The second dispute: the office decides."""

    number: str


class ReopenedForYou(Text):
    """Told to the owner."""

    number: str
    words: str
    until: Text | None


class ReopenedForOffice(Text):
    """Told to the office: the second dispute, decide."""

    number: str
    words: str


class KeptAsItWas(Text):
    """[算了]: nothing changed."""

    number: str
