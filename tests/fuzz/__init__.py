"""A hundred thousand updates that nobody would send on purpose: `python -m tests.fuzz`."""
