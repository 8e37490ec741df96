"""Every feature's routes; a new feature is one line here."""

from handlers.routes import Routes

FEATURES: tuple[Routes, ...] = ()
