"""Two clocks, and what happens by itself when their time has come."""
