"""The bot side: every method of the Bot API that the sandbox speaks, one file per family."""
