"""Its place makes `tests` importable from every test folder."""
