"""Refusals of both sides: the Bot API's own errors and the people side's sentences."""

from sandbox.jsontypes import Json


class ApiError(Exception):
    """An error answered to a bot in Telegram's words."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def as_json(self) -> Json:
        """Return the body that Telegram would answer."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad(description: str) -> ApiError:
    """Make a 400 whose description begins like Telegram's."""
    return ApiError(400, f"Bad Request: {description}")


def forbidden(description: str) -> ApiError:
    """Make a 403 whose description begins like Telegram's."""
    return ApiError(403, f"Forbidden: {description}")


class PeopleError(Exception):
    """A refusal on the people side: one sentence for whoever drives the page."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status


class CutConnection(Exception):
    """A fault asked for the connection to be cut without an answer."""
