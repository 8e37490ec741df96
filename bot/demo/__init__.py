"""A whole small district on one machine: a local Telegram, the bot, and people who know each other."""
