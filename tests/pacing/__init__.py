"""Pacing at Telegram's ceiling: real processes, a Telegram that enforces its limits and notes every arrival."""
