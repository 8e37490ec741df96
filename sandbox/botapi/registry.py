"""The table of methods; Telegram does not mind capitals in their names."""

from collections.abc import Awaitable, Callable
from typing import Any

from sandbox.botapi.call import Call

Method = Callable[[Call], Awaitable[Any]]
METHODS: dict[str, Method] = {}
NAMES: dict[str, str] = {}


def method(name: str) -> Callable[[Method], Method]:
    """Register a method under Telegram's name for it."""

    def register(function: Method) -> Method:
        METHODS[name.lower()] = function
        NAMES[name.lower()] = name
        return function

    return register
