"""From Telegram to a handled update: intake, inbox, lanes, dispatch."""
