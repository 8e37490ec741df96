"""The house's rooms are ours: `config`, `models`, `services`, `texts` and `web` are also names on PyPI."""

import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ["bot", "config", "handlers", "migrations", "models", "sandbox", "services", "texts", "web"]


@pytest.mark.parametrize("room", ROOMS)
def test_our_own_room_is_imported(room: str) -> None:
    module = importlib.import_module(room)

    assert module.__file__ is not None
    assert Path(module.__file__).is_relative_to(ROOT)
