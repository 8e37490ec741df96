"""Telegram counts text in UTF-16 units; Python counts in code points."""


def length(text: str) -> int:
    """Count UTF-16 units."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class Offsets:
    """Translates between positions in code points and in UTF-16 units."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._plain = length(text) == len(text)

    def to_units(self, position: int) -> int:
        """Return the UTF-16 position of a code point."""
        return position if self._plain else length(self._text[:position])

    def to_points(self, units: int) -> int:
        """Return the code point at a UTF-16 position; inside a pair counts as after it."""
        if self._plain:
            return units
        seen = 0
        for point, character in enumerate(self._text):
            if seen >= units:
                return point
            seen += 1 + (character > "\uffff")
        return len(self._text)
