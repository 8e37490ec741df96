"""Where jobs meet a database, and what is opened with it."""
