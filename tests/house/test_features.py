"""What is built is switched on."""

import importlib
import pkgutil

import handlers
from bot.features import FEATURES
from bot.receiving.router import Router
from handlers.routes import Routes
from services.due import RUNS
from texts.press import PRESSES


def test_every_routes_of_the_handlers_is_a_feature() -> None:
    modules = [importlib.import_module(f"handlers.{each.name}") for each in pkgutil.iter_modules(handlers.__path__)]
    ours = {module.__name__ for module in modules if isinstance(getattr(module, "routes", None), Routes)}
    on = {module.__name__ for module in modules if getattr(module, "routes", None) in FEATURES}

    assert on == ours


def test_every_button_has_a_handler() -> None:
    router = Router(FEATURES)
    answered = {press.verb for feature in router.features for press in feature.presses}

    assert answered == {verb for verb, press in PRESSES.items() if press.__module__.startswith("texts.")}


def test_due_work_is_registered_by_the_features_alone() -> None:
    assert {"rung", "deliver", "today", "weekly", "confirm", "lapse", "follow_up", "draft", "notice",
            "retention", "farewell"} <= set(RUNS)
