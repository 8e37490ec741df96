"""A local Telegram: the Bot API on one side, people with phones on the other."""
