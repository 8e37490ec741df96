"""Alembic's home: how older databases become today's."""
